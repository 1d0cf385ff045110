// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.XboxTokens.credential;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.XboxAdapter.DraftTokens;
import io.github.gameauth.adapters.XboxAdapter.Settings;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.secret.Secret;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be wrong around the signed token. */
final class XboxEnvelopeTest {
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final XboxTokens xbox = new XboxTokens(platforms.clock());
  private final String signed = xbox.signed().signed();
  private final PrivateKey key = xbox.relyingParty("rp one").keys().getPrivate();
  private final XboxAdapter adapter = new XboxAdapter(xbox.settings(), platforms.context());

  @BeforeEach
  void publish() {
    platforms.answer(XboxTokens.KEYS, xbox.issuer().jwks());
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private XboxEncryptor envelope(boolean draft) {
    XboxEncryptor envelope = xbox.encrypted(signed);
    return draft ? envelope.draft() : envelope;
  }

  private String verdictOn(String token) {
    return nameOf(adapter.verify(credential(token)));
  }

  private void assertInvalid(String what, String token) {
    assertEquals("INVALID", verdictOn(token), what);
  }

  /** Flips a bit of a part, by its place among the five. */
  private static String flipped(String token, int part, int at, int bit) {
    String[] parts = token.split("\\.");
    byte[] bytes = DECODER.decode(parts[part]);
    bytes[Math.floorMod(at, bytes.length)] ^= (byte) (1 << Math.floorMod(bit, 8));
    parts[part] = ENCODER.encodeToString(bytes);
    return String.join(".", parts);
  }

  private static String replaced(String token, int part, String text) {
    String[] parts = token.split("\\.", -1);
    parts[part] = text;
    return String.join(".", parts);
  }

  private static String cut(String token, int part, int bytes) {
    byte[] whole = DECODER.decode(token.split("\\.")[part]);
    return replaced(
        token, part, ENCODER.encodeToString(Arrays.copyOf(whole, whole.length + bytes)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void opensWhatWasEncryptedForEachOfOurCertificates(boolean draft) throws Exception {
    for (String name : List.of("rp one", "rp old")) {
      String token = envelope(draft).recipient(xbox.relyingParty(name)).token();
      XboxEnvelope envelope = XboxEnvelope.read(token);

      Optional<Secret> opened = envelope.open(xbox.relyingParty(name).keys().getPrivate(), false);

      assertEquals(Optional.of(Secret.of(signed)), opened);
    }
    assertEquals(
        "ACCEPTED", verdictOn(envelope(draft).recipient(xbox.relyingParty("rp old")).token()));
  }

  @Test
  void takesWhatIsNotCompressedIfItSaysSo() throws Exception {
    for (XboxEncryptor plain :
        List.of(
            envelope(false).uncompressed().without("zip"),
            envelope(false).uncompressed().header("zip", "NONE"),
            envelope(true).uncompressed().without("zip").without("cty"))) {
      assertEquals(
          Optional.of(Secret.of(signed)), XboxEnvelope.read(plain.token()).open(key, false));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyBitThatIsChangedMakesItNothing(boolean draft) {
    String token = envelope(draft).token();
    for (int part = 1; part < 5; part++) {
      int length = DECODER.decode(token.split("\\.")[part]).length;
      for (int at : new TreeSet<>(List.of(0, 1, 15, length / 2, length - 17, length - 1))) {
        String changed = flipped(token, part, at, at);
        assertInvalid("part " + part + " byte " + at, changed);
      }
    }
    for (int part = 1; part < 5; part++) {
      assertInvalid("shorter " + part, cut(token, part, -1));
      assertInvalid("longer " + part, cut(token, part, 1));
      assertInvalid("a block less " + part, cut(token, part, -16));
      assertInvalid("a block more " + part, cut(token, part, 16));
      assertInvalid("none " + part, replaced(token, part, ""));
    }
    assertEquals("ACCEPTED", verdictOn(token));
  }

  /** The same header in other bytes: only the tag tells. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theHeaderIsPartOfWhatTheTagCovers(boolean draft) throws Exception {
    String token = envelope(draft).token();
    String header = new String(DECODER.decode(token.split("\\.")[0]), "UTF-8");
    String spaced = header.replace("{", "{ ");

    assertInvalid(
        "a space more", replaced(token, 0, ENCODER.encodeToString(spaced.getBytes("UTF-8"))));
    assertEquals(
        "INVALID",
        verdictOn(
            replaced(
                token,
                0,
                ENCODER.encodeToString(
                    header
                        .replace("CBC-", "CBC#")
                        .replace("CBC+", "CBC-")
                        .replace("CBC#", "CBC+")
                        .getBytes("UTF-8")))),
        "the other form");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasEncryptedForAnotherIsNothing(boolean draft) {
    String foreign = envelope(draft).recipient(xbox.relyingParty("rp foreign")).token();
    String disguised =
        envelope(draft)
            .recipient(xbox.relyingParty("rp foreign"))
            .header("x5t", XboxTokens.thumbprint(xbox.relyingParty("rp one")))
            .token();
    String crossed =
        envelope(draft)
            .recipient(xbox.relyingParty("rp old"))
            .header("x5t", XboxTokens.thumbprint(xbox.relyingParty("rp one")))
            .token();

    assertEquals("WRONG_APP", verdictOn(foreign));
    assertInvalid("under our thumbprint", disguised);
    assertInvalid("under the other of our thumbprints", crossed);
    assertInvalid("naming nothing", replaced(envelope(draft).token(), 0, "e30"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RSA1_5",
        "RSA-OAEP-256",
        "dir",
        "A128KW",
        "PBES2-HS256+A128KW",
        "none",
        "",
        "rsa-oaep"
      })
  void wrapsKeysByOneAlgorithmAlone(String algorithm) {
    for (boolean draft : new boolean[] {false, true}) {
      assertInvalid(algorithm, envelope(draft).header("alg", algorithm).token());
    }
  }

  @Test
  void otherWrappingsUnderTheRightNameAreNothing() {
    assertInvalid("PKCS#1 v1.5", envelope(false).wrapping("RSA/ECB/PKCS1Padding").token());
    assertInvalid(
        "v1.5 that says so",
        envelope(false).header("alg", "RSA1_5").wrapping("RSA/ECB/PKCS1Padding").token());
    assertInvalid(
        "SHA-256", envelope(false).wrapping("RSA/ECB/OAEPWithSHA-256AndMGF1Padding").token());
  }

  /** The RFC's tag does not cover the wrapped key, so it stays good when that is replaced. */
  @Test
  void aKeyThatCannotBeUnwrappedIsNotZeros() throws Exception {
    XboxEncryptor zeros = envelope(false).contentKey(new byte[32]);
    assertTrue(XboxEnvelope.read(zeros.token()).open(key, false).isPresent());
    for (String wrapped : List.of("AA", ENCODER.encodeToString(new byte[256]))) {
      String token = zeros.token();
      assertInvalid(wrapped.length() + " digits", replaced(token, 1, wrapped));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A256CBC-HS512", "A128GCM", "A192CBC-HS384", "none", "", "A128CBC HS256"})
  void encryptsByTwoAlgorithmsAlone(String algorithm) {
    assertInvalid(algorithm, envelope(false).header("enc", algorithm).token());
  }

  @Test
  void wantsAHeaderThatItUnderstands() {
    assertInvalid("no alg", envelope(false).without("alg").token());
    assertInvalid("no enc", envelope(false).without("enc").token());
    assertInvalid("no x5t", envelope(false).without("x5t").token());
    assertInvalid("alg is a list", envelope(false).header("alg", List.of("RSA-OAEP")).token());
    assertInvalid("x5t is a list", envelope(false).header("x5t", List.of("x")).token());
    assertInvalid("crit", envelope(false).header("crit", List.of("x")).token());
    assertInvalid("another zip", envelope(false).uncompressed().header("zip", "GZ").token());
    assertInvalid("zip is a list", envelope(false).uncompressed().header("zip", List.of()).token());
    assertInvalid("another cty", envelope(false).header("cty", "JWE").token());
    assertInvalid("huge", envelope(false).header("x", "x".repeat(5000)).token());
    String token = envelope(false).token();
    for (String header : List.of("{", "[]", "null", "1", "{}{}", "{\"alg\":1,\"alg\":1}")) {
      assertInvalid(header, replaced(token, 0, ENCODER.encodeToString(header.getBytes())));
    }
  }

  @Test
  void wantsFivePartsInOneSpelling() {
    String token = envelope(false).token();
    for (int part = 0; part < 5; part++) {
      String text = token.split("\\.")[part];
      assertInvalid("padded " + part, replaced(token, part, text + "="));
      assertInvalid("spaced " + part, replaced(token, part, text + "!"));
    }
    assertInvalid("four", token.substring(0, token.lastIndexOf('.')));
    assertInvalid("six", token + ".AA");
    assertInvalid("three", signed);
    assertInvalid("dots", "....");
    assertInvalid("two spellings", otherSpelling(token));
  }

  /** The last digit of 16 bytes has four bits that mean nothing. */
  private static String otherSpelling(String token) {
    char last = token.charAt(token.length() - 1);
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return token.substring(0, token.length() - 1) + digits.charAt(digits.indexOf(last) + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 24, 31, 33, 48, 64})
  void aContentKeyHas32Bytes(int length) {
    byte[] odd = new byte[length];
    Arrays.fill(odd, (byte) 7);

    assertInvalid(length + " bytes", envelope(false).contentKey(odd).token());
    assertInvalid(length + " bytes, draft", envelope(true).contentKey(odd).token());
  }

  @Test
  void doesNotInflateMoreThanItsLimit() throws Exception {
    for (boolean draft : new boolean[] {false, true}) {
      String bomb = envelope(draft).zeros(40_000_000).token();
      assertTrue(bomb.length() < XboxAuthorization.LONGEST_TOKEN, "a bomb is small");

      assertEquals(Optional.empty(), XboxEnvelope.read(bomb).open(key, false));
      assertInvalid("a bomb", bomb);
    }
    assertTrue(
        XboxEnvelope.read(envelope(false).zeros(XboxEnvelope.LONGEST_CONTENT).token())
            .open(key, false)
            .isPresent());
    assertEquals(
        Optional.empty(),
        XboxEnvelope.read(envelope(false).zeros(XboxEnvelope.LONGEST_CONTENT + 1).token())
            .open(key, false));
  }

  @Test
  void whatDoesNotInflateIsNothing() {
    assertInvalid("half", envelope(false).halved().token());
    assertInvalid("no deflate", envelope(false).uncompressed().token());
    assertInvalid("empty", envelope(false).zeros(0).token());
    assertInvalid(
        "empty, not compressed", envelope(false).zeros(0).uncompressed().without("zip").token());
    assertInvalid("compressed without saying so", envelope(false).without("zip").token());
  }

  @Test
  void doesNotLookAtWhatIsTooLong() throws Exception {
    String most = "x".repeat(XboxAuthorization.LONGEST_TOKEN);

    assertEquals(most, XboxAuthorization.of(Secret.of("XBL3.0 x=17;" + most)).token());
    assertThrows(
        NotProvedException.class,
        () -> XboxAuthorization.of(Secret.of("XBL3.0 x=17;" + most + "x")));
    assertInvalid(
        "too long inside", xbox.encrypted(xbox.signed().claim("x", "x".repeat(50_000))).token());
  }

  private XboxAdapter adapter(DraftTokens drafts) {
    Settings usual = xbox.settings();
    return new XboxAdapter(
        new Settings(
            usual.relyingParties(),
            usual.keys(),
            usual.titleIds(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(drafts),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        platforms.context());
  }

  @Test
  void refusesTheOlderFormWhenToldTo() {
    try (XboxAdapter strict = adapter(DraftTokens.REFUSED)) {
      assertEquals("INVALID", nameOf(strict.verify(credential(envelope(true).token()))));
      assertEquals("ACCEPTED", nameOf(strict.verify(credential(envelope(false).token()))));
    }
  }

  @Test
  void ignoresTheTagOfTheOlderFormAloneAndOnlyWhenToldTo() {
    String draft = flipped(envelope(true).token(), 4, 0, 0);
    String rfc = flipped(envelope(false).token(), 4, 0, 0);
    assertInvalid("draft", draft);
    try (XboxAdapter lenient = adapter(DraftTokens.TAG_IGNORED)) {
      assertEquals("ACCEPTED", nameOf(lenient.verify(credential(draft))));
      assertEquals("INVALID", nameOf(lenient.verify(credential(rfc))));
      assertEquals(
          "INVALID", nameOf(lenient.verify(credential(flipped(draft, 3, -1, 0)))), "padding");
      assertEquals("INVALID", nameOf(lenient.verify(credential(flipped(draft, 1, 0, 0)))), "key");
    }
  }

  @Test
  void asksNobodyAboutWhatItCannotOpen() {
    String token = envelope(false).token();
    verdictOn(flipped(token, 3, 0, 0));
    verdictOn(flipped(token, 1, 0, 0));
    verdictOn(envelope(false).recipient(xbox.relyingParty("rp foreign")).token());

    assertEquals(0, platforms.received().size());
    assertEquals(0, platforms.once().size());
  }

  @Test
  void showsNothing() throws Exception {
    assertEquals("XboxEnvelope(…)", XboxEnvelope.read(envelope(false).token()).toString());
  }
}
