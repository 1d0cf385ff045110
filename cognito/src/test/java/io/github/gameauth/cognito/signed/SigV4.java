// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of a request that came, as the service does: by the document alone.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
final class SigV4 {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, "
              + "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

  final String accessKeyId;
  final String date;
  final String region;
  final String service;
  final String signedHeaders;
  final boolean isRight;

  private SigV4(LoggedRequest request, String secretKey) throws GeneralSecurityException {
    Matcher parts = AUTHORIZATION.matcher(request.getHeader("Authorization"));
    if (!parts.matches()) {
      throw new IllegalArgumentException(request.getHeader("Authorization"));
    }
    accessKeyId = parts.group(1);
    date = request.getHeader("X-Amz-Date");
    region = parts.group(3);
    service = parts.group(4);
    signedHeaders = parts.group(5);
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    for (String name : signedHeaders.split(";")) {
      canonical.append(name).append(':').append(request.getHeader(name).trim()).append('\n');
    }
    canonical.append('\n').append(signedHeaders).append('\n').append(sha256(request.getBody()));
    String scope = parts.group(2) + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + date
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(UTF_8));
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    isRight =
        date.startsWith(parts.group(2))
            && HexFormat.of().formatHex(hmac(key, toSign)).equals(parts.group(6));
  }

  static SigV4 of(LoggedRequest request, String secretKey) {
    try {
      return new SigV4(request, secretKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] data) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
  }

  private static byte[] hmac(byte[] key, String data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data.getBytes(UTF_8));
  }
}
