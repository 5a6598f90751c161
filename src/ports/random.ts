/** Ids nobody can guess; later ids sort after earlier ones. */
export interface Random {
  id(): string;
  /** 256 random bits that go into a link, a cookie or a form as they are: letters, digits, "-", "_". */
  secret(): string;
}
