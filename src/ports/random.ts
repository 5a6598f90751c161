/** Ids nobody can guess; later ids sort after earlier ones. */
export interface Random {
  id(): string;
}
