// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.secret.Secret;
import java.util.function.Supplier;

/**
 * How we prove to a platform's token endpoint that we are our client. Safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3">RFC 6749 §2.3</a>
 */
@FunctionalInterface
public interface ClientAuthentication {
  /** Adds what proves us. */
  ApiRequest prove(ApiRequest request);

  /** {@code client_id} and {@code client_secret} in the form. */
  static ClientAuthentication inForm(String clientId, Secret clientSecret) {
    return inForm(clientId, () -> clientSecret);
  }

  /** The same with a secret that is made anew when it is due, such as Apple's signed one. */
  static ClientAuthentication inForm(String clientId, Supplier<Secret> clientSecret) {
    return request -> request.form("client_id", clientId).form("client_secret", clientSecret.get());
  }

  /** {@code Authorization: Basic}. */
  static ClientAuthentication basic(String clientId, Secret clientSecret) {
    return request -> request.basic(clientId, clientSecret);
  }

  /**
   * A signed assertion in the form.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523 §2.2</a>
   */
  static ClientAuthentication assertion(String clientId, Supplier<Secret> assertion) {
    return request ->
        request
            .form("client_id", clientId)
            .form("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            .form("client_assertion", assertion.get());
  }
}
