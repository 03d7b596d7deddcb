/** How wide DejaVu Sans sets a text, the widest of the fonts that programs put in place of one that they have not; Hangul, kana and Han as NanumGothic. */

/** From the blank to the tilde, then {@link MORE}, thousandths of the size. */
const REGULAR = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
  748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
  615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
  337, 636, 838, 500, 838, 838, 318, 518, 518, 318, 318, 1000,
];
const BOLD = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
  696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
  837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
  678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
  365, 712, 838, 500, 838, 838, 380, 657, 657, 380, 380, 1000,
];
const MORE = '–−→·“”‘’…';
/** Of Hangul, kana and Han. */
const WHOLE = 940;

export function wideWidth(text: string, size: number, isBold: boolean): number {
  const widths = isBold ? BOLD : REGULAR;
  return [...text].reduce((sum, letter) => {
    const code = letter.codePointAt(0)!;
    const at = code < 127 ? code - 32 : MORE.includes(letter) ? 95 + MORE.indexOf(letter) : -1;
    return sum + ((widths[at] ?? WHOLE) * size) / 1000;
  }, 0);
}
