/** The files that a figure can be. */
export const FIGURE_FORMATS = ['png', 'svg', 'pdf', 'pptx', 'csv', 'html'] as const;
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<FigureFormat, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
  pdf: 'application/pdf',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  csv: 'text/csv; charset=utf-8; header=present',
  html: 'text/html; charset=utf-8',
};
