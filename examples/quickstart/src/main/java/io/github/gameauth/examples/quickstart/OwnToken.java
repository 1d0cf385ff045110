// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysFetched;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import io.github.gameauth.verify.Verification.Undecided;
import io.github.gameauth.verify.VerifiedPlayer;
import io.github.gameauth.verify.VerifierBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Checks a token of the reader's own against its issuer and says why it fares as it does. Neither
 * the token nor what it claims is shown, but for who it is and until when once that is proven.
 */
final class OwnToken {
  /** More than any verifier reads. */
  private static final int LONGEST_LINE = 1 << 17;

  private final Options options;
  private volatile Optional<KeysFetched> lastFetch = Optional.empty();

  private OwnToken(Options options) {
    this.options = options;
  }

  /** Does what the command line says; returns the exit status. */
  static int check(String... args) throws IOException {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(Options.USAGE);
      return 0;
    }
    try {
      Options options = Options.parse(args);
      String token = options.token().isPresent() ? options.token().get() : line(System.in);
      if (token.isEmpty()) {
        throw new IllegalArgumentException("TOKEN: missing (expected: an argument or a line)");
      }
      return new OwnToken(options).verdictOn(token);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("quickstart: " + e.getMessage());
      System.err.println();
      System.err.print(Options.USAGE);
      return 2;
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n' && line.size() < LONGEST_LINE; b = in.read()) {
      line.write(b);
    }
    String text = line.toString(UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private int verdictOn(String token) {
    try (TokenVerifier verifier =
        TokenVerifier.builder()
            .trust(options.issuer())
            .waitForKeys(VerifierBuilder.MAX_WAIT)
            .listener(new LastFetch())
            .build()) {
      Verification outcome = verifier.verify(token);
      if (outcome instanceof Accepted accepted) {
        return accepted(accepted.player());
      }
      if (outcome instanceof Rejected rejected) {
        return rejected(rejected.rejection());
      }
      return undecided((Undecided) outcome);
    }
  }

  private int accepted(VerifiedPlayer player) {
    System.out.println("ACCEPTED");
    System.out.println("  subject  " + player.subject());
    System.out.println("  issuer   " + player.issuer());
    System.out.println("  expires  " + player.expiresAt().map(Instant::toString).orElse("never"));
    return 0;
  }

  private int rejected(Rejection rejection) {
    System.out.println("REJECTED  " + rejection);
    System.out.println("  " + Advice.on(rejection, options.profile()));
    return 1;
  }

  private int undecided(Undecided undecided) {
    System.out.println("UNDECIDED  the issuer's keys are not at hand, so nobody can tell");
    System.out.println("  " + lastFetch.map(OwnToken::failure).orElse("No answer came in time."));
    System.out.println("  Asking again may help in " + undecided.retryAfter().toSeconds() + " s.");
    return 3;
  }

  private static String failure(KeysFetched fetch) {
    String status = fetch.status() == 0 ? "" : ", HTTP status " + fetch.status();
    return "The last fetch of its keys ended with "
        + fetch.outcome()
        + status
        + "."
        + (fetch.outcome().equals("DISCOVERY") ? " Say where they are: --jwks URL." : "");
  }

  /** Remembers how the last fetch ended. */
  private final class LastFetch implements AuthListener {
    @Override
    public void keysFetched(KeysFetched fetch) {
      lastFetch = Optional.of(fetch);
    }
  }
}
