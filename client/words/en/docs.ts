/** English: the page of the API. */

export const docs = {
  reference: 'the API reference',
  endpoints: 'Endpoints',
  parametersOf: (path: string) => `Parameters of ${path}`,
  parameter: 'Parameter',
  in: 'In',
  form: 'Form',
  meaning: 'Meaning',
  required: 'required',
  answers: 'Answers',
  try: 'Try',
  downloads: 'Everything as tables',
  downloadsAre:
    'Each table holds all dyads, as CSV or Parquet. Every row names its dyad, its model and the moment as of which it was known. On each day in the table of contributions, the neutral index plus all contributions of that day is the index.',
  tables: {
    series: 'The index of every day with its band:',
    events: 'Every event with its source:',
    contributions: 'What each event adds to the index, at the end of every month:',
  },
  inPython: 'Read them in Python',
  inR: 'Read them in R',
  title: 'API',
  madeFrom: 'Made from {file} (OpenAPI 3.1).',
};
