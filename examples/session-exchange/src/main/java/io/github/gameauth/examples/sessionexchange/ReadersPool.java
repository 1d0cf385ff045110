// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.cognito.CognitoIssuerBuilder;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.secret.Secret;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/** A real pool; how one signs in there is another example, so the reader brings a token. */
final class ReadersPool implements Pool {
  private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
  private final UserPoolId id;
  private final CognitoIssuer issuer;
  private final PrintStream out;

  /**
   * The pool.
   *
   * @throws IllegalArgumentException if {@code poolId} cannot be one
   */
  ReadersPool(String poolId, String clientId, Map<String, String> environment, PrintStream out) {
    this.id = UserPoolId.of(poolId);
    this.out = out;
    CognitoIssuerBuilder issuer = CognitoIssuer.of(id).idTokens().client(clientId);
    String emulator = environment.getOrDefault("COGNITO_ENDPOINT", "");
    if (!emulator.isEmpty()) {
      issuer.jwks(URI.create(emulator).resolve("/" + id.id() + "/.well-known/jwks.json"));
    }
    this.issuer = issuer.build();
  }

  @Override
  public String id() {
    return id.id();
  }

  @Override
  public CognitoIssuer issuer() {
    return issuer;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public LongSupplier ticker() {
    return System::nanoTime;
  }

  /** Asks for it: on standard input, since arguments can be seen by everybody on the machine. */
  @Override
  public Secret idToken() throws IOException {
    out.print("An id token of the pool: ");
    out.flush();
    String line = input.readLine();
    out.println();
    if (line == null || line.isBlank()) {
      throw new EOFException("standard input: at its end (expected: a token)");
    }
    return Secret.of(line.strip());
  }

  @Override
  public void close() {}
}
