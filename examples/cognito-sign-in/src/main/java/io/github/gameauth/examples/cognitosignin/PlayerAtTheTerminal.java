// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.cognito.userpool.TotpSetup;
import io.github.gameauth.secret.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reader, who is asked for everything; a password is not shown while it is typed. */
final class PlayerAtTheTerminal implements Player {
  private final Optional<Console> console = Optional.ofNullable(System.console());
  private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
  private final PrintStream out;
  private final String name;
  private final Secret password;
  private final String email;

  PlayerAtTheTerminal(PrintStream out) throws IOException {
    this.out = out;
    this.name = answer("User name");
    this.password = hidden("Password");
    this.email = answer("E-mail address");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Secret password() {
    return password;
  }

  @Override
  public String email() {
    return email;
  }

  @Override
  public void scans(TotpSetup setup) {}

  @Override
  public String appCode() throws IOException {
    return answer("Code of the authenticator app, one not used before");
  }

  @Override
  public String answer(String question) throws IOException {
    out.print(question + ": ");
    out.flush();
    return line(console.isPresent() ? console.get().readLine() : input.readLine());
  }

  private Secret hidden(String question) throws IOException {
    if (console.isEmpty()) {
      return Secret.of(answer(question));
    }
    out.print(question + ": ");
    out.flush();
    char[] typed = console.get().readPassword();
    return Secret.of(line(typed == null ? null : new String(typed)));
  }

  private static String line(@Nullable String typed) throws EOFException {
    if (typed == null) {
      throw new EOFException("standard input: at its end (expected: a line)");
    }
    return typed.strip();
  }

  @Override
  public void waits(Duration span) {}
}
