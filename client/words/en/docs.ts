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
  title: 'API',
  madeFrom: 'Made from {file} (OpenAPI 3.1).',
};
