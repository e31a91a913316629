import { readArgs, type OfflineCommand } from './terminal/command.ts';

/** The published shape of the report's JSON, for whoever reads it elsewhere. */
export const schema: OfflineCommand = {
  name: 'schema',
  takes: '',
  does: 'prints the JSON Schema of the report’s JSON',
  async run(args, { say }) {
    readArgs(args, [], []);
    const { reportSchema } = await import('./reports/shape.ts');
    say(JSON.stringify(reportSchema(), null, 2));
  },
};
