/**
 * Where a tooltip stands beside the day that it is of: on the side with more room, and within the chart. All in px.
 *
 * @param left of the day
 */
export function tooltipStyle(left: number, top: number, tooltipWidth: number, chartWidth: number) {
  const width = Math.min(tooltipWidth, chartWidth - 8);
  const wanted = left > chartWidth / 2 ? left - width - 14 : left + 14;
  return { left: `${Math.min(Math.max(wanted, 0), chartWidth - width)}px`, top: `${top}px`, width: `${width}px` };
}
