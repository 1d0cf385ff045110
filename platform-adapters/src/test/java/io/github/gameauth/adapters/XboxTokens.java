// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.XboxAdapter.Settings;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Xbox as our tests play it: its keys, its tokens, our relying party. */
final class XboxTokens {
  static final String KEYS = "https://xsts-keys.auth.xboxlive.com/keys";
  static final String PSS_KEYS = "https://xsts-keys.auth.xboxlive.com/psskeys";
  static final String CERTIFICATES = "https://xsts.auth.xboxlive.com/xsts/signingkeys";
  static final String RELYING_PARTY = "rp://game.example.com/";
  static final String TITLE = "1234567890";
  static final String HASH = "5381178999727281455";
  static final String OTHER_HASH = "18026470712427541036";
  static final String PARTNER_ID = "6D19323718841BF78CD2B5B2ED9C3ED15C82DA27";
  static final String OTHER_PARTNER_ID = "0AAA19A6CBAADC18C47847168188CFEAA15DD423";

  private static final Map<String, TestCertificate> CERTIFICATES_MADE = new ConcurrentHashMap<>();

  private final InstantSource clock;

  /** Tokens that begin at this clock's time. */
  XboxTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** Whose keys rotate. */
  TestIssuer issuer() {
    return TestIssuer.named("xsts.auth.xboxlive.com").on(clock);
  }

  /** The certificate of a relying party, with its key; each name has another one. */
  TestCertificate relyingParty(String name) {
    return certificate(name);
  }

  private static TestCertificate certificate(String name) {
    return CERTIFICATES_MADE.computeIfAbsent(
        name, made -> TestCertificate.root(made, Instant.parse("2030-01-01T00:00:00Z")));
  }

  /** The certificate that Xbox signs by where a relying party does not ask for key sets. */
  TestCertificate signing() {
    return certificate("xsts signing");
  }

  /** The user in Microsoft's documentation, with an age group, a country and privileges. */
  static Map<String, Object> user() {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("uhs", HASH);
    user.put("ptx", PARTNER_ID);
    user.put("gtg", "Example123");
    user.put("mgt", "Example");
    user.put("mgs", "1234");
    user.put("agg", "Adult");
    user.put("prv", "185 188 205 254");
    user.put("ctr", "US");
    user.put("lng", "en-US");
    user.put("uts", "0");
    user.put("ugs", "0");
    return user;
  }

  /** Another user of the same console, a child. */
  static Map<String, Object> otherUser() {
    Map<String, Object> user = user();
    user.put("uhs", OTHER_HASH);
    user.put("ptx", OTHER_PARTNER_ID);
    user.put("gtg", "Other");
    user.put("agg", "Child");
    user.put("prv", "188");
    return user;
  }

  /** The token inside, good for 4 hours, of a relying party that asks for key sets. */
  TestToken signed() {
    Instant now = clock.instant();
    return issuer()
        .token()
        .header("jku", KEYS)
        .without("sub")
        .without("iat")
        .without("jti")
        .audience(RELYING_PARTY)
        .notBefore(now)
        .expiresAt(now.plus(Duration.ofHours(4)))
        .claim("sbx", "RETAIL")
        .claim("cnf", Map.of("jwk", Map.of("kty", "EC", "crv", "P-256", "alg", "ES256")))
        .claim("xdi", Map.of("dty", "Scarlett", "dvr", "10.0.26100", "ddm", "0"))
        .claim("xti", Map.of("tid", TITLE, "tvr", "1.0.0.0"))
        .claim("xui", List.of(user()));
  }

  /** The token inside, of a relying party that does not; its header names the key both ways. */
  TestToken signedByCertificate() {
    TestCertificate certificate = signing();
    String x5t = thumbprint(certificate);
    TestKey key =
        new TestKey(
            Optional.of(x5t),
            Algorithm.RS256,
            certificate.keys().getPrivate(),
            certificate.keys().getPublic());
    return signed()
        .signedWith(key)
        .header("x5t", x5t)
        .header("x5u", "https://xsts.auth.xboxlive.com/xsts/signingkeys/" + x5t)
        .header("jku", "https://xsts.auth.xboxlive.com/xsts/jwkkeys/" + x5t);
  }

  /** What is published where certificates are. */
  static String published(TestCertificate... certificates) {
    List<String> all = new ArrayList<>();
    for (TestCertificate each : certificates) {
      all.add("\"" + Base64.getEncoder().encodeToString(each.encoded()) + "\"");
    }
    return "[" + String.join(",", all) + "]";
  }

  /** What {@code x5t} says of a certificate. */
  static String thumbprint(TestCertificate certificate) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-1").digest(certificate.encoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An envelope for our relying party. */
  XboxEncryptor encrypted(TestToken signed) {
    return encrypted(signed.signed());
  }

  /** An envelope for our relying party with any content. */
  XboxEncryptor encrypted(String content) {
    return new XboxEncryptor(relyingParty("rp one"), content);
  }

  /** What a client sends who means the only user by the user's hash. */
  static XboxCredential credential(String token) {
    return header("XBL3.0 x=" + HASH + ";" + token);
  }

  /** What a client sends. */
  static XboxCredential header(String text) {
    return new XboxCredential(Secret.of(text));
  }

  /** A certificate and its key in PEM, as openssl writes what a PKCS#12 file holds. */
  static String pem(TestCertificate relyingParty) {
    return "Bag Attributes\n    localKeyID: 01 00 00 00\nsubject=CN = rp\n"
        + relyingParty.pem()
        + "Bag Attributes\n    localKeyID: 01 00 00 00\nKey Attributes: <No Attributes>\n"
        + "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(relyingParty.keys().getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** Our game, whose relying party has an older certificate, too. */
  Settings settings() {
    return new Settings(
        List.of(RELYING_PARTY),
        List.of(Secret.of(pem(relyingParty("rp old"))), Secret.of(pem(relyingParty("rp one")))),
        List.of(TITLE, "2009169745"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same in JSON. */
  String settingsJson() {
    return """
        {"relyingParties":["%s"],"keys":["%s","%s"],"titleIds":["%s","2009169745"]}"""
        .formatted(
            RELYING_PARTY,
            pem(relyingParty("rp old")).replace("\n", "\\n"),
            pem(relyingParty("rp one")).replace("\n", "\\n"),
            TITLE);
  }

  /** Whom {@link #user} is. */
  static PlatformIdentity identity() {
    return PlatformIdentity.of(new Platform("xbox"), "RETAIL", PARTNER_ID, IdScope.PUBLISHER)
        .displayName("Example123")
        .facts(
            PlatformFacts.NONE
                .ageBand("Adult")
                .country("US")
                .entitlements(
                    Set.of(
                        "xbox:privilege:185",
                        "xbox:privilege:188",
                        "xbox:privilege:205",
                        "xbox:privilege:254")));
  }
}
