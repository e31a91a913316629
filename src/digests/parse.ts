import { z } from 'zod';
import { tick } from '../web/parse.ts';

export const WantForm = z.object({ wanted: tick });
