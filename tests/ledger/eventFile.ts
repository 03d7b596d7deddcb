/** A file of made-up events, as large as wanted, the same each time: for the import benchmark and the memory test. */

const TYPES = ['sanction', 'summons', 'visit', 'talks', 'protest', 'statement_hostile', 'military_exercise'];
const FIRST_MS = Date.UTC(1990, 0, 1);
const DAYS = 13_000;
const ROWS_PER_CHUNK = 500;

const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note\n';

/** The file's text, in chunks; a row has about 280 bytes, much like the shipped events. */
export function* eventFile(rows: number): Generator<Buffer> {
  yield Buffer.from(HEADER);
  for (let begin = 0; begin < rows; begin += ROWS_PER_CHUNK) {
    let text = '';
    for (let i = begin; i < Math.min(begin + ROWS_PER_CHUNK, rows); i++) text += row(i);
    yield Buffer.from(text);
  }
}

function row(i: number): string {
  const date = new Date(FIRST_MS + ((i * 7919) % DAYS) * 86_400_000).toISOString().slice(0, 10);
  const [actor, target] = i % 2 === 0 ? ['KOR', 'RUS'] : ['RUS', 'KOR'];
  const summary = `Event ${i} of a file made for tests: one side does something to the other, and says ""so"" in Seoul (서울).`;
  return `made-up-${i}-kor-rus,KOR-RUS,${date},day,${actor},${target},${i % 5 === 0 ? 'USA;UKR' : ''},direct,${TYPES[i % TYPES.length]},${i % 3 === 0 ? '042' : ''},${i % 4 === 0 ? -1 : 1},${1 + (i % 5)},"${summary}",Ministry of Foreign Affairs,https://www.example.org/news/releases/${i}/index.html,${date},yes,${i % 7 === 0 ? 'a note' : ''}\n`;
}
