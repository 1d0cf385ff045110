// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertComplaint;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.token.TokenLimits;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VerifierBuilderTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);

  @Test
  void believesNobodyUnlessTold() {
    assertComplaint("issuers: none (expected: at least 1)", () -> TokenVerifier.builder().build());
    assertComplaint("issuers: none (expected: at least 1)", TokenVerifier::trusting);
  }

  @Test
  void believesEachIssuerOnce() {
    assertComplaint(
        "issuers: " + issuer.name() + " twice (expected: each once, and one without iss)",
        () ->
            TokenVerifier.trusting(
                TestTrust.in(issuer).build(), TestTrust.in(issuer).audience("x").build()));
  }

  @Test
  void waitsZeroToTenSeconds() {
    VerifierBuilder builder = TokenVerifier.builder();

    assertComplaint(
        "waitForKeys: PT-0.001S (expected: PT0S to PT10S)",
        () -> builder.waitForKeys(Duration.ofMillis(-1)));
    assertComplaint(
        "waitForKeys: PT10.001S (expected: PT0S to PT10S)",
        () -> builder.waitForKeys(Duration.ofMillis(10_001)));
    builder.waitForKeys(Duration.ZERO).waitForKeys(Duration.ofSeconds(10));
  }

  @Test
  void remembersWithinBounds() {
    TokenCacheSettings settings = TokenCacheSettings.DEFAULT;

    assertComplaint(
        "maxBytes: 65535 (expected: at least 65536)", () -> settings.maxBytes((1 << 16) - 1));
    assertComplaint(
        "longest: PT0.999S (expected: PT1S to PT5M)",
        () -> settings.longest(Duration.ofMillis(999)));
    assertComplaint(
        "longest: PT5M0.001S (expected: PT1S to PT5M)",
        () -> settings.longest(Duration.ofMinutes(5).plusMillis(1)));
    settings.maxBytes(1 << 16).longest(Duration.ofMinutes(5));
  }

  @Test
  void readsWithinBounds() {
    assertComplaint(
        "tokenLength: 65537 (expected: 256 to 65536)", () -> new TokenLimits(65537, 4096));
    assertComplaint("tokenLength: 255 (expected: 256 to 65536)", () -> new TokenLimits(255, 64));
    assertComplaint("headerLength: 257 (expected: 64 to 256)", () -> new TokenLimits(256, 257));
  }

  @Test
  void refusesAProviderThatCannotDoWhatAnIssuerNeeds() {
    SignatureProvider rsaOnly = SignatureProvider.of(new CountingSignatures());
    VerifierBuilder builder = TokenVerifier.builder().provider(rsaOnly);

    IllegalStateException complaint =
        assertThrows(
            IllegalStateException.class,
            () -> builder.trust(TestTrust.in(issuer).algorithms(Algorithm.ES256).build()).build());

    assertTrue(complaint.getMessage().contains("ES256"), complaint::getMessage);
  }

  @Test
  void refusesAProviderThatSaysYesToEverything() {
    SignatureProvider credulous = SignatureProvider.of(new CredulousProvider());

    assertThrows(
        IllegalStateException.class,
        () ->
            TokenVerifier.builder()
                .provider(credulous)
                .trust(TestTrust.in(issuer).build())
                .build());
  }

  @Test
  void hasTheProviderCompute() {
    CountingSignatures counting = new CountingSignatures();
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(clock)
            .provider(SignatureProvider.of(counting))
            .trust(TestTrust.in(issuer).build())
            .build();
    int before = counting.verified();

    assertAccepted(verifier.verify(issuer.token().signed()));

    assertEquals(before + 1, counting.verified());
  }

  @Test
  void isUndecidedWhileTheProviderIsIllAndRefusesWhatOnlyTripsIt() {
    CountingSignatures provider = new CountingSignatures();
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(clock)
            .provider(SignatureProvider.of(provider))
            .trust(TestTrust.in(issuer).build())
            .build();
    String token = issuer.token().signed();

    provider.fallIllWith(new ProviderException("device lost"));
    assertUndecided(verifier.verify(token));
    assertUndecided(verifier.verifyNow(token));
    assertUndecided(verifier.verifyAsync(token).join());

    provider.fallIllWith(new ArrayIndexOutOfBoundsException());
    assertRejected("SIGNATURE", verifier.verify(token));
  }

  /** Finds every signature good, as broken or hostile providers have. */
  private static final class CredulousProvider extends Provider {
    private static final long serialVersionUID = 1L;

    CredulousProvider() {
      super("Credulous", "1", "believes everything");
      put("Signature.SHA256withRSA", CredulousSignature.class.getName());
    }
  }

  /** Public, as the JCA must make one. */
  public static final class CredulousSignature extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() {
      return new byte[256];
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Override
    @Deprecated // as in the superclass
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated // as in the superclass
    protected Object engineGetParameter(String name) {
      return name;
    }
  }
}
