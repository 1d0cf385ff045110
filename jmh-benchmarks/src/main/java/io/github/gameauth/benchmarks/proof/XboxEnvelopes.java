// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.util.Base64URL;
import io.github.gameauth.adapters.XboxAdapter;
import io.github.gameauth.adapters.XboxAdapter.Settings;
import io.github.gameauth.adapters.XboxCredential;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** XSTS tokens about one user, encrypted for our relying party by another library. */
final class XboxEnvelopes implements Credentials<XboxCredential> {
  private static final String KEYS = "https://xsts-keys.auth.xboxlive.com/keys";
  private static final String PSS_KEYS = "https://xsts-keys.auth.xboxlive.com/psskeys";
  private static final String RELYING_PARTY = "rp://game.example.com/";
  private static final String TITLE = "1234567890";

  private final TestIssuer xbox = TestIssuer.named("xsts.auth.xboxlive.com");
  private final TestCertificate ours = TestCertificate.root("relying party", Instant.now());
  private final BareEnvelopes envelopes =
      new BareEnvelopes(ours.keys().getPrivate(), new BareSignatures(xbox.key().publicKey()));

  @Override
  public void publish(PlatformHosts hosts) {
    hosts.answer(KEYS, xbox.jwks()).answer(PSS_KEYS, xbox.jwks());
  }

  @Override
  public PlatformAdapter<XboxCredential> adapter(AdapterContext context) {
    String key =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(ours.keys().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return new XboxAdapter(
        new Settings(RELYING_PARTY, Secret.of(ours.pem() + key), TITLE), context);
  }

  @Override
  public Good<XboxCredential> good(int player) throws GeneralSecurityException {
    String signed = token(player, TITLE).signed();
    String envelope = encrypted(signed);
    return new Good<>(credential(envelope, player), id(player), envelopes.around(envelope, signed));
  }

  @Override
  public List<Bad<XboxCredential>> bad() throws GeneralSecurityException {
    String good = token(0, TITLE).signed();
    String forged = Tampered.signature(good, token(1, TITLE).signed());
    String envelope = Tampered.signature(encrypted(good), encrypted(good)); // another's tag
    TestToken expired = token(0, TITLE).expiresAt(Instant.now().minusSeconds(60));
    return List.of(
        new Bad<>(Reason.INVALID, credential(encrypted(forged), 0)),
        new Bad<>(Reason.INVALID, credential(envelope, 0)),
        new Bad<>(Reason.EXPIRED, credential(encrypted(expired.signed()), 0)),
        new Bad<>(Reason.WRONG_APP, credential(encrypted(token(0, "1234567891").signed()), 0)));
  }

  private static XboxCredential credential(String envelope, int player) {
    return new XboxCredential(Secret.of("XBL3.0 x=" + hash(player) + ";" + envelope));
  }

  private static String hash(int player) {
    return Long.toString(5381178999727281455L + player);
  }

  private static String id(int player) {
    return "6D19323718841BF78CD2B5B2ED9C3ED1%08X".formatted(player);
  }

  private String encrypted(String signed) throws GeneralSecurityException {
    byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(ours.encoded());
    JWEObject envelope =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP, EncryptionMethod.A128CBC_HS256)
                .contentType("JWT")
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .x509CertThumbprint(Base64URL.encode(thumbprint))
                .build(),
            new Payload(signed));
    try {
      envelope.encrypt(new RSAEncrypter((RSAPublicKey) ours.keys().getPublic()));
    } catch (JOSEException e) {
      throw new GeneralSecurityException(e);
    }
    return envelope.serialize();
  }

  /** As in Microsoft's documentation: a user with an age group, a country and privileges. */
  private TestToken token(int player, String title) {
    Instant now = Instant.now();
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("uhs", hash(player));
    user.put("ptx", id(player));
    user.put("gtg", "Example" + player);
    user.put("mgt", "Example");
    user.put("mgs", "1234");
    user.put("agg", "Adult");
    user.put("prv", "185 188 205 254");
    user.put("ctr", "US");
    user.put("lng", "en-US");
    return xbox.token()
        .header("jku", KEYS)
        .without("sub")
        .without("iat")
        .without("jti")
        .audience(RELYING_PARTY)
        .notBefore(now.minusSeconds(120))
        .expiresAt(now.plus(Duration.ofHours(4)))
        .claim("sbx", "RETAIL")
        .claim("xdi", Map.of("dty", "Scarlett", "dvr", "10.0.26100", "ddm", "0"))
        .claim("xti", Map.of("tid", title, "tvr", "1.0.0.0"))
        .claim("xui", List.of(user));
  }
}
