/** Placeholders of what is said about making, opening and closing a wave. */
export const waveSlots = {
  wave_state_closing: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
