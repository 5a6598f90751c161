export type OnProgress = (done: number, total: number) => void;

/** Turns bytes read of several files into one growing figure. */
export interface Meter {
  /** Bytes read so far of the file at hand. */
  at(bytes: number): void;
  /** The file at hand, of `bytes` bytes, is done. */
  finish(bytes: number): void;
}

/** A meter over `total` bytes; it reports at most about a hundred times. */
export function newMeter(total: number, onProgress: OnProgress | undefined): Meter {
  const step = Math.max(1, Math.floor(total / 100));
  let before = 0;
  let told = 0;
  const tell = (done: number): void => {
    if (done < told + step && done < total) return;
    told = done;
    onProgress?.(Math.min(done, total), total);
  };
  return {
    at: (bytes) => tell(before + bytes),
    finish: (bytes) => {
      before += bytes;
      tell(before);
    },
  };
}
