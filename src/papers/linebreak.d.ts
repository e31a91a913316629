declare module 'linebreak' {
  /** Where a line may break by Unicode's rules: each break is an offset into the text; `required` ones end a line. */
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { position: number; required: boolean } | null;
  }
}
