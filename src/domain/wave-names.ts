import { fold } from "./names.ts";
import type { Wave } from "./wave.ts";

const WAVE = "wave";

/** The wave of a typed name; "2" is also "Wave 2", and the end of a name that no other wave shares. */
export function waveNamed(waves: readonly Wave[], typed: string): Wave | undefined {
  const key = fold(typed);
  if (key === "") return undefined;
  const named = (wanted: string) => waves.find((wave) => fold(wave.name) === wanted);
  const ending = waves.filter((wave) => fold(wave.name).endsWith(` ${key}`));
  return named(key) ?? named(`${WAVE} ${key}`) ?? (ending.length === 1 ? ending[0] : undefined);
}
