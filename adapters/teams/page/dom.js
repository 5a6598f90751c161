/** The element of the page with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** What a promise gives, or undefined if it fails or takes longer; it goes on by itself. */
export async function within(promise, ms) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
