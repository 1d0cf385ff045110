// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.gameauth.key.Algorithm.Family;
import io.github.gameauth.testing.CapturedLogs;
import io.github.gameauth.testing.TestKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FasterProviderTest {
  private static final String SECRET = "s3cr3t";

  @RegisterExtension final CapturedLogs logs = CapturedLogs.of(FasterProvider.class);

  @Nested
  @DisplayName("the Corretto provider")
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  class Corretto {
    private final SignatureProvider found =
        FasterProvider.among(() -> null, FasterProvider::corretto);

    @ParameterizedTest
    @EnumSource(
        value = Algorithm.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"HS256"})
    void computesRsaAndEcdsaAndLeavesTheRestToTheJdk(Algorithm algorithm) throws Exception {
      TestKey key = TestKey.named("faster", algorithm);

      Provider signing = found.signer(algorithm, (PrivateKey) key.signingKey()).getProvider();

      boolean faster = algorithm != Algorithm.EdDSA;
      assertEquals(faster, signing.getName().equals("AmazonCorrettoCryptoProvider"));
      byte[] content = {1, 2, 3};
      byte[] signature = found.sign(algorithm, key.signingKey(), content);
      assertTrue(
          SignatureProvider.platform()
              .verifies(algorithm, key.forVerification(), content, 3, signature));
      assertTrue(found.verifies(algorithm, key.forVerification(), content, 3, signature));
      assertFalse(found.verifies(algorithm, key.forVerification(), new byte[3], 3, signature));
    }

    @Test
    void leavesMacsAndDigestsToTheJdk() throws Exception {
      TestKey key = TestKey.sharedSecret(new byte[32]);

      assertArrayEquals(
          SignatureProvider.platform().sign(Algorithm.HS256, key.signingKey(), new byte[3]),
          found.sign(Algorithm.HS256, key.signingKey(), new byte[3]));
      assertEquals("SUN", found.sha256().getProvider().getName());
    }

    @Test
    void isInstalledNowhere() {
      for (Provider provider : Security.getProviders()) {
        assertFalse(provider.getName().contains("Corretto"), provider::getName);
      }
    }

    @Test
    void isToldOfByItsVersion() throws Exception {
      FasterProvider.among(() -> null, FasterProvider::corretto);

      String version = FasterProvider.corretto().orElseThrow().getVersionStr();
      assertLine(
          Level.INFO,
          "AmazonCorrettoCryptoProvider " + version + " computes signatures of [RSA, EC] keys");
    }
  }

  @Test
  void isThePlatformWithoutAWordIfThereIsNone() {
    assertSame(SignatureProvider.platform(), FasterProvider.among(() -> null, Optional::empty));
    assertTrue(logs.lines().isEmpty());
  }

  @Test
  void isNotLookedForIfTurnedOff() {
    Callable<Optional<Provider>> never =
        () -> {
          throw new AssertionError("was looked for");
        };

    assertSame(SignatureProvider.platform(), FasterProvider.among(() -> "jdk", never));
    assertTrue(logs.lines().isEmpty());
  }

  @Test
  void isThePlatformIfTheSwitchCannotBeUnderstood() {
    assertSame(
        SignatureProvider.platform(),
        FasterProvider.among(() -> "jd\nk", () -> Optional.of(new Delegating())));
    assertLine(
        Level.WARN,
        "gameauth.provider: jd?k (expected: jdk, or not set); the JDK computes" + " signatures");
  }

  @Test
  void isThePlatformIfLoadingThrows() {
    for (Throwable failure :
        new Throwable[] {
          new UnsatisfiedLinkError(SECRET),
          new ExceptionInInitializerError(new IllegalStateException(SECRET)),
          new SecurityException(SECRET),
          new GeneralSecurityException(SECRET)
        }) {
      logs.clear();
      assertSame(
          SignatureProvider.platform(),
          FasterProvider.among(
              () -> null,
              () -> {
                throw FasterProviderTest.<RuntimeException>sneaky(failure);
              }));
      assertLine(
          Level.WARN,
          "a faster signature provider was found, but is not used: "
              + failure.getClass().getName());
    }
  }

  @Test
  void isThePlatformIfTheSwitchMustNotBeRead() {
    assertSame(
        SignatureProvider.platform(),
        FasterProvider.among(
            () -> {
              throw new SecurityException(SECRET);
            },
            Optional::empty));
  }

  @Test
  void isThePlatformIfItFailsTheSelfTest() {
    assertSame(SignatureProvider.platform(), among(new YesProvider()));
    assertLine(
        Level.WARN,
        "Yes 1 was found, but is not used: [provider Yes, RS256: accepts a signature over another"
            + " text, provider Yes, ES256: accepts a signature over another text]");
  }

  @Test
  void isThePlatformIfItHasNoNativeLibrary() {
    assertSame(SignatureProvider.platform(), among(new Provider("Empty", "3", "") {}));
    assertTrue(
        line(Level.WARN)
            .startsWith("Empty 3 was found, but is not used: its native library does not load on"),
        line(Level.WARN));
  }

  @Test
  void leavesTheFamilyThatItFailsToThePlatform() throws Exception {
    Delegating provider = new Delegating().withBrokenEcdsa();

    SignatureProvider found = among(provider);

    assertEquals("Delegating", signingFor(found, Algorithm.PS384));
    assertEquals("SunEC", signingFor(found, Algorithm.ES256));
    assertEquals("SunEC", signingFor(found, Algorithm.EdDSA));
    TestKey ec = TestKey.named("faster", Algorithm.ES256);
    assertFalse(found.verifies(Algorithm.ES256, ec.forVerification(), new byte[1], 1, forged()));
    assertLine(
        Level.WARN,
        "Delegating 7 computes signatures of [RSA] keys alone: [provider Delegating, ES256:"
            + " accepts a signature over another text]");
  }

  @Test
  void leavesKeysThatItCannotUseToThePlatform() throws Exception {
    Delegating provider = new Delegating();
    SignatureProvider found = SignatureProvider.of(provider, Set.of(Family.RSA));
    TestKey key = TestKey.named("faster", Algorithm.RS256);
    provider.refusesKeys.set(true);

    assertEquals("SunRsaSign", signingFor(found, Algorithm.RS256));
    byte[] signature = found.sign(Algorithm.RS256, key.signingKey(), new byte[3]);
    assertTrue(found.verifies(Algorithm.RS256, key.forVerification(), new byte[3], 3, signature));
    // Whoever names a provider gets that one and no other.
    assertThrows(
        InvalidKeyException.class,
        () -> SignatureProvider.of(provider).sign(Algorithm.RS256, key.signingKey(), new byte[3]));
  }

  @Test
  void isAskedForNoSignatureOfAForbiddenForm() {
    // This one takes every signature for a good one, so what is refused is refused before it.
    SignatureProvider yes = SignatureProvider.of(new YesProvider(), Set.of(Family.RSA, Family.EC));
    TestKey rsa = TestKey.named("faster", Algorithm.RS256);
    TestKey ec = TestKey.named("faster", Algorithm.ES256);

    assertFalse(
        yes.verifies(Algorithm.RS256, rsa.forVerification(), new byte[1], 1, new byte[255]));
    assertFalse(yes.verifies(Algorithm.ES256, ec.forVerification(), new byte[1], 1, new byte[64]));
    assertTrue(yes.verifies(Algorithm.ES256, ec.forVerification(), new byte[1], 1, forged()));
  }

  private static byte[] forged() {
    byte[] forged = new byte[64];
    forged[31] = 1;
    forged[63] = 1;
    return forged;
  }

  private static SignatureProvider among(Provider provider) {
    return FasterProvider.among(() -> null, () -> Optional.of(provider));
  }

  private static String signingFor(SignatureProvider found, Algorithm algorithm)
      throws GeneralSecurityException {
    TestKey key = TestKey.named("faster", algorithm);
    return found.signer(algorithm, (PrivateKey) key.signingKey()).getProvider().getName();
  }

  private void assertLine(Level level, String expected) {
    assertEquals(expected, line(level));
  }

  private String line(Level level) {
    assertEquals(1, logs.lines().size(), logs.lines()::toString);
    assertEquals(level, logs.lines().get(0).getLevel());
    assertEquals(null, logs.lines().get(0).getThrowableProxy());
    return logs.lines().get(0).getFormattedMessage();
  }

  @SuppressWarnings("unchecked") // Throws what it is given, as native loading does.
  private static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }
}
