// placeholder while the real one is being written
export function createInstall(_parts: unknown) {
  return {
    receive: async (_request: Request) => new Response(null, { status: 404 }),
    remove: async (_workspace: string) => undefined,
  };
}
