// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.wire.RequestHeaders;
import io.github.gameauth.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs one call with one set of keys, by AWS's own signer.
 *
 * @param endpoint whose region and name are signed
 * @param time what time it is at the service
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature
 *     Version 4</a>
 */
record Signature(ServiceEndpoint endpoint, AwsKeys keys, ServiceTime time)
    implements RequestHeaders {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  @Override
  public Map<String, String> of(URI uri, Map<String, String> headers, byte[] body) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(uri);
    headers.forEach(request::putHeader);
    SignedRequest signed =
        SIGNER.sign(
            sign ->
                sign.identity(identity())
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, endpoint.signingName())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, endpoint.region().name())
                    .putProperty(HttpSigner.SIGNING_CLOCK, time.clock()));
    return added(headers, signed.request().headers());
  }

  /** What the signer added, but for the host, which is written by whoever sends. */
  private static Map<String, String> added(
      Map<String, String> before, Map<String, List<String>> after) {
    Map<String, String> added = new LinkedHashMap<>();
    after.forEach(
        (name, values) -> {
          boolean known = before.keySet().stream().anyMatch(name::equalsIgnoreCase);
          if (!known && !name.toLowerCase(Locale.ROOT).equals("host")) {
            added.put(name, String.join(",", values));
          }
        });
    return added;
  }

  private AwsCredentialsIdentity identity() {
    String accessKeyId = keys.accessKeyId();
    String secretKey = keys.secretKey().reveal();
    Optional<Secret> sessionToken = keys.sessionToken();
    return sessionToken.isPresent()
        ? AwsSessionCredentialsIdentity.create(accessKeyId, secretKey, sessionToken.get().reveal())
        : AwsCredentialsIdentity.create(accessKeyId, secretKey);
  }

  @Override
  public boolean learnFrom(String type, String message, Optional<Instant> date) {
    return type.equals("InvalidSignatureException")
        && message.toLowerCase(Locale.ROOT).matches("(?s).*signature (expired|not yet current).*")
        && date.isPresent()
        && time.learn(date.get());
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "Signature(" + endpoint + ")";
  }
}
