// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What an attacker makes out of one good token and the public key, without any of our code. */
final class Forgeries {
  private final String payload;
  private final String signature;
  private final String header;

  Forgeries(String goodToken) {
    String[] parts = goodToken.split("\\.");
    this.header = parts[0];
    this.payload = parts[1];
    this.signature = parts[2];
  }

  /** The good token, telling of another player. */
  String tampered(String player, String another) {
    String claims = new String(Base64.getUrlDecoder().decode(payload), UTF_8);
    return header + "." + base64Url(claims.replace(player, another)) + "." + signature;
  }

  /** The good claims, and a header that says there is no signature. */
  String unsigned() {
    return base64Url("{\"typ\":\"at+jwt\",\"alg\":\"none\"}") + "." + payload + ".";
  }

  /** The good claims, under a MAC whose secret is the public key that everybody can read. */
  String keyedWith(PublicKey publicKey, String keyId) throws GeneralSecurityException {
    String content = headed("HS256", keyId) + "." + payload;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(pem(publicKey).getBytes(UTF_8), "HmacSHA256"));
    return content + "." + base64Url(mac.doFinal(content.getBytes(UTF_8)));
  }

  /** The good claims, truly signed, with the attacker's own key under a name of choice. */
  String signedByOwnKey(String keyId) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair own = generator.generateKeyPair();
    String content = headed("RS256", keyId) + "." + payload;
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(own.getPrivate());
    signer.update(content.getBytes(UTF_8));
    return content + "." + base64Url(signer.sign());
  }

  private static String headed(String algorithm, String keyId) {
    return base64Url(
        "{\"typ\":\"at+jwt\",\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, keyId));
  }

  private static String pem(PublicKey key) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }

  private static String base64Url(String text) {
    return base64Url(text.getBytes(UTF_8));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
