/** What may become of a row, in the order of lists. */
export const ROW_OUTCOMES = ['created', 'unchanged', 'revised', 'joined', 'fault', 'waiting', 'leftOut'] as const;
