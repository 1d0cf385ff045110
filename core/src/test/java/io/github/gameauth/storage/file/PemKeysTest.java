// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PemKeysTest {
  private static final String ISSUER = "https://id.mygame.example";
  private static final TestKey KEY = TestKey.named("pem", Algorithm.RS256);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "ES256", "EdDSA"})
  void readsAPlainKeyAndWorksOutItsPublicHalf(Algorithm algorithm) throws IOException {
    TestKey key = TestKey.named("pem", algorithm);
    Path file = file(pem("PRIVATE KEY", key.signingKey().getEncoded()));

    KeyPair pair = PemKeys.load(file);

    assertEquals(key.publicKey(), pair.getPublic());
    SigningKeys keys = SigningKeys.fixed(ISSUER, algorithm, pair, Duration.ofHours(1));
    TokenSpec player = TokenSpec.forSubject("p-17").audience("world-7");
    assertEquals(key.keyId().orElseThrow(), TokenMinter.signing(keys).build().mint(player).keyId());
  }

  @Test
  void worksOutThePublicHalfOfManyKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
    KeyPairGenerator edwards = KeyPairGenerator.getInstance("Ed25519");
    for (int i = 0; i < 20; i++) {
      KeyPair ec = generator.generateKeyPair();
      KeyPair ed = edwards.generateKeyPair();

      assertEquals(ec.getPublic(), PublicHalf.of(ec.getPrivate()));
      assertEquals(ed.getPublic(), PublicHalf.of(ed.getPrivate()));
    }
  }

  @Test
  void readsAnEncryptedKeyWithItsPassword() throws Exception {
    Path file = file(pem("ENCRYPTED PRIVATE KEY", encrypted("correct horse")));

    assertEquals(KEY.publicKey(), PemKeys.load(file, Secret.of("correct horse")).getPublic());
  }

  @Test
  void readsAPlainKeyWhoeverBringsAPassword() throws Exception {
    Path file = file(pem("PRIVATE KEY", KEY.signingKey().getEncoded()));

    assertEquals(KEY.publicKey(), PemKeys.load(file, Secret.of("none")).getPublic());
  }

  /** Made for this test by openssl 3.0: pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256. */
  @Test
  void readsWhatOpensslEncrypted() throws IOException {
    Path file =
        file(
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjvOFL768YnZQICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEO1g5X0XOsiyIkbNGWyS8HQEgZDw
            GpsWo0+rGLNnG4kTWdhRMug65hugo2n5oTcwZ5RuZqZFryG9lCzba8Ni8jVoPbYk
            xUQET0sJHe5830DgciJTi6hJbIB3vo0fQ3IkgALqeslsSWTQ2GCf7kQmfkrkL3P9
            UnAeHpW4Jj1A5dg373y2P4xJ+6cJc2yE31tVnHSKUQO2dUmja4Ot/sRQXt+aDMU=
            -----END ENCRYPTED PRIVATE KEY-----
            """);

    KeyPair pair = PemKeys.load(file, Secret.of("horse"));

    assertEquals(
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEkApwEo/t3BcM2FKGMAw0PseRkZgDIP3Bq8fAAomQbbxLL3AhdcT5"
            + "bFtvT8LhS+OIqA46bd11M73dfXPXIIRd8w==",
        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    Path file = file(pem("ENCRYPTED PRIVATE KEY", encrypted("correct horse")));

    String complaint = refused(() -> PemKeys.load(file, Secret.of("battery staple")));

    assertTrue(complaint.contains("could not be decrypted"), complaint);
    assertFalse(complaint.contains("staple"), complaint);
  }

  @Test
  void refusesAnEncryptedKeyWithoutPassword() throws Exception {
    Path file = file(pem("ENCRYPTED PRIVATE KEY", encrypted("correct horse")));

    assertEquals(file + ": encrypted (expected: a password)", refused(() -> PemKeys.load(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"})
  void tellsHowToConvertOtherForms(String label) throws IOException {
    Path file = file(pem(label, KEY.signingKey().getEncoded()));

    String complaint = refused(() -> PemKeys.load(file));

    assertTrue(complaint.contains("openssl pkcs8 -topk8"), complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUBLIC KEY", "CERTIFICATE"})
  void refusesWhatIsPublicOnly(String label) throws IOException {
    Path file = file(pem(label, KEY.publicKey().getEncoded()));

    assertEquals(
        file + ": only [" + label + "] (expected: PRIVATE KEY)", refused(() -> PemKeys.load(file)));
  }

  @Test
  void mindsNoCertificateBesideTheKey() throws IOException {
    Path file =
        file(
            pem("CERTIFICATE", new byte[] {1, 2, 3})
                + pem("PRIVATE KEY", KEY.signingKey().getEncoded()));

    assertEquals(KEY.publicKey(), PemKeys.load(file).getPublic());
  }

  @Test
  void refusesTwoKeys() throws IOException {
    String pem = pem("PRIVATE KEY", KEY.signingKey().getEncoded());
    Path file = file(pem + pem);

    assertEquals(file + ": 2 private keys (expected: one)", refused(() -> PemKeys.load(file)));
  }

  @Test
  void refusesDamageAndShowsNothingOfTheKey() throws IOException {
    String pem = pem("PRIVATE KEY", KEY.signingKey().getEncoded());
    String middle = pem.substring(400, 440);

    for (String damaged :
        new String[] {
          pem.replace(middle, middle.replace(middle.charAt(3), '!')),
          pem.substring(0, 300),
          pem("PRIVATE KEY", new byte[] {0x30, 0x03, 1, 2, 3}),
          "no pem at all " + middle,
          ""
        }) {
      Path file = file(damaged);
      KeyStoreException refusal = assertThrows(KeyStoreException.class, () -> PemKeys.load(file));
      for (Throwable t = refusal; t != null; t = t.getCause()) {
        assertFalse(t.toString().contains(middle.substring(5, 15)), t.toString());
        assertFalse(t.toString().contains("0x"), t.toString());
      }
    }
  }

  @Test
  void weakKeysAreRefusedWhenTheyShallSign() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    Path file = file(pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
    KeyPair weak = PemKeys.load(file);

    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> SigningKeys.fixed(ISSUER, Algorithm.RS256, weak, Duration.ofHours(1)));

    assertEquals("RSA key: 1024 bits (expected: 2048 to 8192)", refusal.getMessage());
  }

  @Test
  void otherCurvesAreRefusedWhenTheyShallSign() throws Exception {
    KeyPair p384 = pair(TestKey.named("pem", Algorithm.ES384));

    assertThrows(
        IllegalArgumentException.class,
        () -> SigningKeys.fixed(ISSUER, Algorithm.ES256, p384, Duration.ofHours(1)));
  }

  @Test
  void refusesAFileThatEverybodyMayRead() throws IOException {
    Path file = file(pem("PRIVATE KEY", KEY.signingKey().getEncoded()));
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.getFileStore(file).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(KEY.publicKey(), PemKeys.load(file).getPublic());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    String complaint = refused(() -> PemKeys.load(file));

    assertTrue(complaint.contains("open to others, rw-r--r--"), complaint);
    assertTrue(complaint.contains("chmod 600"), complaint);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path file = directory.resolve("nowhere.pem");

    assertTrue(refused(() -> PemKeys.load(file)).contains("nowhere.pem"));
  }

  private static KeyPair pair(TestKey key) {
    return new KeyPair(key.publicKey(), (java.security.PrivateKey) key.signingKey());
  }

  private static byte[] encrypted(String password) throws Exception {
    String scheme = "PBEWithHmacSHA256AndAES_256";
    SecretKey key =
        SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray()));
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    // Under the name of the whole family, which is what an encoding begins with.
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    byte[] sealed = cipher.doFinal(KEY.signingKey().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded();
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private Path file(String content) throws IOException {
    Path file = Files.createTempFile(directory, "key", ".pem"); // 0600
    Files.writeString(file, content);
    return file;
  }

  private static String refused(org.junit.jupiter.api.function.Executable load) {
    return assertThrows(KeyStoreException.class, load).getMessage();
  }
}
