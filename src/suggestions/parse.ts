import { z } from 'zod';
import { line } from '../web/parse.ts';

export const DismissalForm = z.object({ reason: line().default('') });
