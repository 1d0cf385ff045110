// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.key.KeySource;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.token.TokenLimits;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A token is the same token in whatever form it is handed over. */
final class TokenVerifierFormsTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final String good = issuer.token().signed();
  private final TokenVerifier verifier = limitedTo(TokenLimits.DEFAULT);

  private TokenVerifier limitedTo(TokenLimits limits) {
    return TokenVerifier.builder()
        .clock(clock)
        .limits(limits)
        .tokenCache(TokenCacheSettings.DEFAULT)
        .trust(TestTrust.in(issuer).build())
        .build();
  }

  static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** Bytes in the middle of a longer buffer, as in a network frame. */
  static ByteBuffer framed(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.allocate(bytes.length + 100);
    frame.put(new byte[37]).put(bytes).flip().position(37);
    return frame;
  }

  private static Map<String, Function<String, Verification>> formsOf(TokenVerifier verifier) {
    Map<String, Function<String, Verification>> forms = new LinkedHashMap<>();
    forms.put("String", verifier::verify);
    forms.put("StringBuilder", token -> verifier.verify(new StringBuilder(token)));
    forms.put("CharBuffer", token -> verifier.verify(CharBuffer.wrap(token)));
    forms.put("byte[]", token -> verifier.verify(token.getBytes(UTF_8)));
    forms.put("ByteBuffer", token -> verifier.verify(ByteBuffer.wrap(token.getBytes(UTF_8))));
    forms.put("direct", token -> verifier.verify(direct(token.getBytes(UTF_8))));
    forms.put("framed", token -> verifier.verify(framed(token.getBytes(UTF_8))));
    forms.put("slice", token -> verifier.verify(framed(token.getBytes(UTF_8)).slice()));
    forms.put(
        "read-only", token -> verifier.verify(framed(token.getBytes(UTF_8)).asReadOnlyBuffer()));
    forms.put("now String", verifier::verifyNow);
    forms.put("now byte[]", token -> verifier.verifyNow(token.getBytes(UTF_8)));
    forms.put("now ByteBuffer", token -> verifier.verifyNow(direct(token.getBytes(UTF_8))));
    forms.put("async String", token -> verifier.verifyAsync(token).join());
    forms.put("async byte[]", token -> verifier.verifyAsync(token.getBytes(UTF_8)).join());
    forms.put(
        "async ByteBuffer", token -> verifier.verifyAsync(framed(token.getBytes(UTF_8))).join());
    return forms;
  }

  @Nested
  @DisplayName("All forms agree")
  class Agreement {
    private final Map<String, String> tokens = new LinkedHashMap<>();

    {
      String signature = good.substring(good.lastIndexOf('.'));
      tokens.put(good, "ACCEPTED");
      tokens.put("", "MALFORMED");
      tokens.put("..", "MALFORMED");
      tokens.put("Bearer " + good, "MALFORMED");
      tokens.put(" " + good, "MALFORMED");
      tokens.put(good + "\n", "MALFORMED");
      tokens.put(good + "=", "MALFORMED");
      tokens.put(good + "\u0000", "MALFORMED");
      tokens.put(good.replace('.', '\u3002'), "MALFORMED");
      tokens.put(good.replace("e", "\u00e9"), "MALFORMED");
      tokens.put("\ufeff" + good, "MALFORMED");
      tokens.put(good + ".", "MALFORMED");
      tokens.put(good + good, "MALFORMED");
      tokens.put("x".repeat(9000), "LIMIT");
      tokens.put(".".repeat(8192), "MALFORMED");
      tokens.put(issuer.token().header("crit", List.of("x")).signed(), "HEADER");
      tokens.put(issuer.token().header("alg", "none").signed(), "ALGORITHM");
      tokens.put(issuer.token().type("at+jwt").signed(), "TYPE");
      tokens.put(issuer.token().header("kid", "other").signed(), "KEY_UNKNOWN");
      tokens.put(issuer.token().signed().replaceAll("\\.[^.]*$", signature), "SIGNATURE");
      tokens.put(issuer.token().audience("other").signed(), "CLAIM(aud)");
      tokens.put(issuer.token().claim("cnf", "x").signed(), "CLAIM(cnf)");
      tokens.put(
          issuer.token().without("iat").expiresAt(clock.instant().minusSeconds(99)).signed(),
          "EXPIRED");
      tokens.put(
          issuer.token().notBefore(clock.instant().plusSeconds(99)).signed(), "NOT_YET_VALID");
    }

    @Test
    void aboutEveryKindOfToken() {
      List<String> disagreements = new ArrayList<>();
      formsOf(verifier)
          .forEach(
              (name, form) ->
                  tokens.forEach(
                      (token, code) -> {
                        String actual = Verdicts.code(form.apply(token));
                        if (!actual.equals(code)) {
                          disagreements.add(name + ": " + actual + " (expected: " + code + ")");
                        }
                      }));
      assertEquals(List.of(), disagreements);
    }

    @Test
    void aboutATokenAfterItWasClosed() {
      verifier.close();

      formsOf(verifier)
          .forEach(
              (name, form) -> assertEquals("UNDECIDED", Verdicts.code(form.apply(good)), name));
    }
  }

  @Nested
  @DisplayName("F10: long tokens")
  class Long {
    @Test
    void areTakenUpToTheLimitAndNoLetterMore() {
      TokenVerifier enough = limitedTo(new TokenLimits(good.length(), 512));
      TokenVerifier tooLittle = limitedTo(new TokenLimits(good.length() - 1, 512));

      formsOf(enough)
          .forEach((name, form) -> assertEquals("ACCEPTED", Verdicts.code(form.apply(good)), name));
      formsOf(tooLittle)
          .forEach((name, form) -> assertEquals("LIMIT", Verdicts.code(form.apply(good)), name));
    }

    @Test
    void areRefusedFromTheFirstLetterBeyond8192() {
      assertRejected("MALFORMED", verifier.verify("x".repeat(8192)));
      assertRejected("LIMIT", verifier.verify("x".repeat(8193)));
      assertRejected("LIMIT", verifier.verify(new byte[1 << 20]));
      assertRejected("LIMIT", verifier.verify(ByteBuffer.allocateDirect(1 << 20)));
    }

    @Test
    void areNotEvenRead() {
      CharSequence endless =
          new Letters(1 << 30) {
            @Override
            public String toString() {
              throw new AssertionError("read");
            }
          };

      assertRejected("LIMIT", verifier.verify(endless));
      assertRejected("LIMIT", verifier.verifyNow(endless));
      assertRejected("LIMIT", verifier.verifyAsync(endless).join());
    }
  }

  @Nested
  @DisplayName("F11: odd callers")
  class OddCallers {
    @Test
    @SuppressWarnings("NullAway") // what a user compiled without null checks may do
    void getANullPointerExceptionForNull() {
      assertThrows(NullPointerException.class, () -> verifier.verify((String) null));
      assertThrows(NullPointerException.class, () -> verifier.verify((byte[]) null));
      assertThrows(NullPointerException.class, () -> verifier.verify((ByteBuffer) null));
      assertThrows(NullPointerException.class, () -> verifier.verifyNow((String) null));
      assertThrows(NullPointerException.class, () -> verifier.verifyAsync((String) null));
    }

    @Test
    void cannotChangeATextBetweenReads() {
      AtomicInteger reads = new AtomicInteger();
      CharSequence shifty =
          new Letters(good.length()) {
            @Override
            public String toString() {
              return reads.getAndIncrement() == 0 ? good : good.replace('A', 'B');
            }
          };

      assertAccepted(verifier.verify(shifty));
      assertEquals(1, reads.get());
      assertAccepted(verifier.verify(good));
    }

    @Test
    void cannotSmuggleInATextLongerThanItSays() {
      CharSequence liar =
          new Letters(10) {
            @Override
            public String toString() {
              return "x".repeat(100_000);
            }
          };

      assertRejected("LIMIT", verifier.verify(liar));
    }

    @Test
    void findTheirBufferAsItWas() {
      ByteBuffer buffer = framed(good.getBytes(UTF_8));
      int limit = buffer.limit();

      assertAccepted(verifier.verify(buffer));
      assertAccepted(verifier.verifyNow(buffer));
      assertAccepted(verifier.verifyAsync(buffer).join());

      assertEquals(37, buffer.position());
      assertEquals(limit, buffer.limit());
    }

    @Test
    @DisplayName("I4: cannot change the bytes between parsing and checking")
    void cannotChangeTheirBufferMeanwhile() {
      byte[] honest = good.getBytes(UTF_8);
      String admin = new String(Base64.getUrlDecoder().decode(good.split("\\.")[1]), UTF_8);
      byte[] forged =
          good.replace(good.split("\\.")[1], TokenMutations.base64(admin.replace("p-17", "p-99")))
              .getBytes(UTF_8);
      byte[] shared = new byte[forged.length];
      KeySource writing =
          (algorithm, keyId) -> {
            System.arraycopy(honest, 0, shared, 0, honest.length);
            return issuer.keySource().find(algorithm, keyId);
          };
      TokenVerifier tricked =
          TokenVerifier.trusting(clock, TestTrust.in(issuer).keys(writing).build());
      assertEquals(forged.length, honest.length);

      System.arraycopy(forged, 0, shared, 0, forged.length);
      assertRejected("SIGNATURE", tricked.verify(shared));
      System.arraycopy(forged, 0, shared, 0, forged.length);
      assertRejected("SIGNATURE", tricked.verify(ByteBuffer.wrap(shared)));
      System.arraycopy(forged, 0, shared, 0, forged.length);
      assertRejected("SIGNATURE", tricked.verifyAsync(shared).join());
      assertAccepted(tricked.verify(shared));
    }

    @Test
    void mayWriteIntoTheirBufferAfterwards() {
      byte[] bytes = good.getBytes(UTF_8);
      VerifiedPlayer player = assertAccepted(verifier.verify(bytes));
      Arrays.fill(bytes, (byte) 'x');

      assertEquals("p-17", player.subject());
      assertAccepted(verifier.verify(good));
      assertRejected("MALFORMED", verifier.verify(bytes));
    }
  }

  /** A text of which nothing is known but its length. */
  private abstract static class Letters implements CharSequence {
    private final int length;

    Letters(int length) {
      this.length = length;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      throw new AssertionError("read letter by letter");
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new AssertionError("read in parts");
    }

    @Override
    public abstract String toString();
  }
}
