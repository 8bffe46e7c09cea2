export interface OidcProvider {
  readonly label: string;
}
