/** The commands that show an index: `score`, `explain`, `chart` and `brief`. */
import type { McpOptions } from './mcp.ts';
import { Option } from 'commander';
import { config, dyadArgument, ending, example, modelOption, program } from './program.ts';
import type { ExplainOptions } from './explain.ts';
import type { BriefOptions } from './brief.ts';
import type { ChartOptions } from './chart.ts';
import type { ScoreOptions } from './score.ts';

const templateOption =
  'PPTX: your own template (.potx), with its master, fonts, logos and size (default: that of the server, else ours)';

program
  .command('score')
  .description('Print the index of a dyad, as it is served.')
  .argument('<dyad>', dyadArgument)
  .option('--model <name>', modelOption)
  .option('--from <date>', 'first day, YYYY-MM-DD (default: the first event)')
  .option('--to <date>', 'last day, YYYY-MM-DD (default: the last published)')
  .addOption(
    new Option('--step <step>', 'distance of the points; a week or month is read on its last day')
      .choices(['day', 'week', 'month'])
      .default('month'),
  )
  .option('--as-of <moment>', 'what was known then: a date (its end, UTC) or an ISO moment')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)', 'both')
  .addOption(new Option('--json', 'print the series as the API gives it').conflicts('csv'))
  .option('--csv', 'print it as CSV')
  .addHelpText(
    'after',
    example(
      'score KOR-RUS --from 2024-03-01 --to 2024-04-05 --step day',
      'score rus-kor --as-of 2024-05-01 --csv > kor-rus.csv',
    ),
  )
  .action(async (dyad: string, options: ScoreOptions) =>
    ending(await (await import('./score.ts')).scoreCommand(config(), dyad, options)),
  );

program
  .command('explain')
  .description('Print what moved the index between two days, as the exact sum of its causes.')
  .argument('<dyad>', dyadArgument)
  .requiredOption('--from <date>', 'the day at which the move begins, YYYY-MM-DD')
  .option('--to <date>', 'the day at which it ends (default: the last published)')
  .option('--model <name>', 'the model at the beginning: name, name@version or hash (default: baseline)')
  .option('--model-to <name>', 'the model at the end (default: the same)')
  .option('--as-of <moment>', 'what was known at the beginning: a date (its end, UTC) or an ISO moment')
  .option('--as-of-to <moment>', 'what was known at the end (default: the same)')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)', 'both')
  .addOption(new Option('--json', 'print the move as the API gives it').conflicts('all'))
  .option('--all', 'list every cause, however small')
  .addHelpText(
    'after',
    example(
      'explain KOR-RUS --from 2024-03-01 --to 2024-04-05',
      'explain KOR-RUS --from 2024-04-05 --to 2024-04-05 --as-of 2026-05-01 --as-of-to 2026-11-23',
    ),
  )
  .action(async (dyad: string, options: ExplainOptions) =>
    ending(await (await import('./explain.ts')).explainCommand(config(), dyad, options)),
  );

program
  .command('chart')
  .description('Write a figure: PNG, SVG, PDF, PPTX, CSV or HTML, by the name of the file.')
  .argument('[dyads]', 'a dyad, KOR-RUS, or two to six with commas between them; none with --view')
  .requiredOption('--out <file>', 'the file to write; its ending says the format')
  .option('--view <code>', 'a pinned view, by the code on its picture')
  .option('--from <date>', 'first day, YYYY-MM-DD (default: the first event)')
  .option('--to <date>', 'last day, YYYY-MM-DD (default: the last published)')
  .option('--step <step>', 'distance of the points: day, week or month (default: day)')
  .option('--model <name>', modelOption)
  .option('--overlay <name>', 'a second model, as a second line')
  .option('--as-of <moment>', 'what was known then: a date (its end, UTC) or an ISO moment')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)')
  .option('--what-if <terms>', 'events left out or graded otherwise, such as indirect,type:militant_attack')
  .option('--move', 'the change from the first to the last day as the sum of its causes')
  .option('--title <text>', 'in place of the computed title')
  .option('--marking <text>', 'a line at head and foot, such as a classification')
  .option('--preset <preset>', 'slide, four-three, square, memo or link (default: slide)')
  .option('--theme <theme>', 'light, dark or grey (default: light)')
  .option('--text <percent>', 'size of the text, 80 to 150 (default: 100)')
  .option('--density <density>', '1, or 2 for twice the pixels (default: 1)')
  .option('--lang <language>', 'en or ko (default: en)')
  .option('--template <file>', templateOption)
  .option('--letters <letters>', 'SVG: text, or paths, which look the same in every program (default: text)')
  .option('--table <table>', 'CSV: points, composition or events (default: points)')
  .option('--meta', 'CSV: begin with lines after a # that say what it is of')
  .addHelpText(
    'after',
    example(
      'chart KOR-RUS --from 2024-03-01 --to 2024-04-05 --out kor-rus.png',
      'chart KOR-RUS --from 2024-03-01 --to 2024-04-05 --move --lang ko --out move.pptx',
      'chart KOR-RUS,KOR-PRK --from 2020-01-01 --out compared.pdf',
      'chart --view 7K3M9QX2T --letters paths --out slide.svg',
      'chart KOR-RUS --from 2024-03-01 --template office.potx --out office.pptx',
    ),
  )
  .action(async (dyads: string | undefined, options: ChartOptions) =>
    ending(await (await import('./chart.ts')).chartCommand(config(), dyads, options)),
  );

program
  .command('brief')
  .description('Write the pack of the morning: a card for each dyad that the morning brief tells of.')
  .requiredOption('--out <path>', 'a folder that is there, or the file to write; its ending says the format')
  .addOption(new Option('--format <format>', 'of a file in a folder (default: pptx)').choices(['pptx', 'pdf', 'zip']))
  .option('--dyads <dyads>', 'these dyads, with commas between them, whether anything is new of them or not')
  .option('--list <name>', 'the dyads of this watch list only')
  .option('--date <date>', 'the day of the brief, YYYY-MM-DD (default: today)')
  .option('--since <moment>', 'when the last brief was read: a date or an ISO moment (default: 24 hours ago)')
  .option('--tz <zone>', 'the time zone in which days begin and end, such as Asia/Seoul (default: UTC)')
  .option('--model <name>', modelOption)
  .option('--lang <language>', 'en or ko (default: en)')
  .option('--preset <preset>', 'slide, four-three, square, memo or link (default: slide)')
  .option('--theme <theme>', 'light, dark or grey (default: light)')
  .option('--text <percent>', 'size of the text, 80 to 150 (default: 100)')
  .option('--template <file>', templateOption)
  .addHelpText(
    'after',
    example(
      'brief --out /srv/briefs --format pdf --tz Asia/Seoul --lang ko',
      'brief --out monday.pptx --dyads KOR-RUS,KOR-PRK --since 2026-11-20',
    ),
  )
  .action(async (options: BriefOptions) => ending(await (await import('./brief.ts')).briefCommand(config(), options)));

program
  .command('mcp')
  .description(
    'Serve the index to language models as read-only tools (Model Context Protocol): over standard input and output.',
  )
  .option(
    '--http <port>',
    'over HTTP at 127.0.0.1 instead, at /mcp; who asks has the rights of the key that is sent along',
  )
  .addHelpText('after', example('mcp', 'mcp --http 8090'))
  .action(async (options: McpOptions) => (await import('./mcp.ts')).mcpCommand(config(), options));
