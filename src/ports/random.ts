/** Ids that sort by the time they were made; what must not be guessed is a `secret`. */
export interface Random {
  id(): string;
  /** 256 random bits that go into a link, a cookie or a form as they are: letters, digits, "-", "_". */
  secret(): string;
}
