/**
 * What a callback puts, one piece at a time as each is asked for: for what is read within a transaction and used outside
 * it. `put` is back when the next piece is asked for; it fails when nobody asks any more, which ends the transaction.
 */
export async function* handedOn<Piece>(
  produce: (put: (piece: Piece) => Promise<void>) => Promise<void>,
): AsyncGenerator<Piece> {
  const unasked = new Error('Nobody asks for more.');
  const state: { offer: Offer<Piece> | null; over: boolean; asked: boolean; wake: () => void } = {
    offer: null,
    over: false,
    asked: true,
    wake: () => {},
  };
  const produced = produce(
    (piece) =>
      new Promise((taken, refused) => {
        if (!state.asked) return refused(unasked);
        state.offer = { piece, taken, refused };
        state.wake();
      }),
  )
    .then(
      () => null,
      (error: unknown) => (error === unasked ? null : { error }),
    )
    .finally(() => {
      state.over = true;
      state.wake();
    });
  try {
    for (;;) {
      if (state.offer === null && !state.over) await new Promise<void>((resolve) => (state.wake = resolve));
      const { offer } = state;
      if (offer === null) break;
      yield offer.piece;
      state.offer = null;
      offer.taken();
    }
  } finally {
    state.asked = false;
    state.offer?.refused(unasked);
    await produced;
  }
  const failed = await produced;
  if (failed !== null) throw failed.error;
}

interface Offer<Piece> {
  piece: Piece;
  taken: () => void;
  refused: (why: Error) => void;
}
