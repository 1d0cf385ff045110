// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies AWS signatures of version 4 over a POST to the root path, for one key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS
 *     Signature Version 4</a>
 */
final class SignatureV4 implements SignatureCheck {
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?"
              + "SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<String> MUST_BE_SIGNED = Set.of("host", "x-amz-date", "x-amz-target");

  private final String keyId;
  private final String secretKey;
  private final String region;
  private final String service;
  private final InstantSource clock;

  SignatureV4(String keyId, String secretKey, String region, String service, InstantSource clock) {
    this.keyId = keyId;
    this.secretKey = secretKey;
    this.region = region;
    this.service = service;
    this.clock = clock;
  }

  @Override
  public void check(Headers headers, byte[] body) {
    String authorization = headers.getFirst("Authorization");
    if (authorization == null) {
      throw ServiceError.of("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Matcher parts = AUTHORIZATION.matcher(authorization);
    if (!parts.matches()) {
      throw ServiceError.of("IncompleteSignatureException", "Authorization header is malformed.");
    }
    if (!parts.group(1).equals(keyId)) {
      throw ServiceError.of(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    String time = String.valueOf(headers.getFirst("X-Amz-Date"));
    checkTime(time);
    String scope = String.join("/", parts.group(2), region, service, "aws4_request");
    boolean inScope =
        time.startsWith(parts.group(2))
            && parts.group(3).equals(region)
            && parts.group(4).equals(service);
    if (!inScope) {
      throw ServiceError.of("InvalidSignatureException", "Credential should be scoped to " + scope);
    }
    List<String> signed = List.of(parts.group(5).split(";"));
    if (!signed.containsAll(MUST_BE_SIGNED) || !signed.equals(signed.stream().sorted().toList())) {
      throw ServiceError.of("InvalidSignatureException", "SignedHeaders are incomplete.");
    }
    String expected = signature(headers, signed, body, time, scope);
    if (!MessageDigest.isEqual(ascii(expected), ascii(parts.group(6)))) {
      throw ServiceError.of(
          "InvalidSignatureException",
          "The request signature we calculated does not match the signature you provided.");
    }
  }

  private void checkTime(String time) {
    Instant signedAt;
    try {
      signedAt = TIME.parse(time, Instant::from);
    } catch (DateTimeParseException e) {
      throw ServiceError.of("IncompleteSignatureException", "X-Amz-Date is malformed.");
    }
    if (Duration.between(signedAt, clock.instant()).abs().compareTo(TOLERATED_SKEW) > 0) {
      throw ServiceError.of(
          "InvalidSignatureException",
          "Signature expired: " + time + " is too far from " + TIME.format(clock.instant()));
    }
  }

  private String signature(
      Headers headers, List<String> signed, byte[] body, String time, String scope) {
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    for (String name : signed) {
      List<String> values = headers.getOrDefault(name, List.of());
      String value =
          String.join(
              ",", values.stream().map(each -> each.strip().replaceAll(" +", " ")).toList());
      canonical.append(name).append(':').append(value).append('\n');
    }
    canonical
        .append('\n')
        .append(String.join(";", signed))
        .append('\n')
        .append(hex(SrpNumbers.sha256(body)));
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            time,
            scope,
            hex(SrpNumbers.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8))));
    byte[] key = SrpNumbers.utf8("AWS4" + secretKey);
    for (String part : scope.split("/")) {
      key = SrpNumbers.hmac("HmacSHA256", key, SrpNumbers.utf8(part));
    }
    return hex(SrpNumbers.hmac("HmacSHA256", key, SrpNumbers.utf8(text)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
