// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.secret.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who exchanges codes at PlayStation's.
 *
 * @param clientId the server's client, to which clients have their codes issued
 * @param clientSecret its secret
 * @param redirectUri the one of the request for the code; {@code orbis://games} by default
 * @param scope sent along with the code if it is set, up to 255 characters; codes asked for {@code
 *     psn:s2s openid id_token:psn.basic_claims} are known to work
 * @param headers further headers of every question to PlayStation, by name; up to 16
 * @param errorCodes what PlayStation's own {@code error_code} means, by its digits; the partner
 *     documentation has them. Others are judged by {@code error} alone
 */
public record PlayStationClient(
    String clientId,
    Secret clientSecret,
    Optional<String> redirectUri,
    Optional<String> scope,
    Optional<Map<String, Secret>> headers,
    Optional<Map<String, Meaning>> errorCodes) {
  /** What becomes of a login when PlayStation refuses its code. */
  public enum Meaning {
    /** The code is none, or for somebody else. */
    INVALID,
    /** The code is too old. */
    EXPIRED,
    /** The code was used before. */
    REPLAYED,
    /** The code is for another application or environment. */
    WRONG_APP,
    /** The player may not play. */
    DENIED,
    /** We ask too often. */
    THROTTLED,
    /** PlayStation cannot tell now. */
    OUTAGE,
    /** We are not allowed to ask, or ask wrongly. */
    MISCONFIGURED
  }

  private static final Pattern SCOPE = Pattern.compile("[!-~]+( [!-~]+)*");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
  private static final int MOST_HEADERS = 16;
  private static final int MOST_CODES = 256;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public PlayStationClient {
    Require.printable("clientId", clientId, 255);
    Require.printable("clientSecret", clientSecret, 1, 1024);
    redirectUri.ifPresent(uri -> Require.printable("redirectUri", uri, 2048));
    scope.ifPresent(PlayStationClient::requireScope);
    headers = headers.map(Map::copyOf);
    headers.ifPresent(PlayStationClient::requireHeaders);
    errorCodes = errorCodes.map(Map::copyOf);
    errorCodes.ifPresent(PlayStationClient::requireCodes);
  }

  private static void requireScope(String scope) {
    if (scope.length() > 255) {
      throw new IllegalArgumentException(
          "scope: " + scope.length() + " characters (expected: up to 255)");
    }
    Require.matching("scope", scope, SCOPE, "words with a space in between");
  }

  private static void requireHeaders(Map<String, Secret> headers) {
    Require.between("headers", headers.size(), 0, MOST_HEADERS);
    headers.forEach(
        (name, value) -> {
          Require.matching("headers", name, HEADER, "names of letters, digits and -");
          Require.printable("headers", value, 1, 4096);
        });
  }

  private static void requireCodes(Map<String, Meaning> codes) {
    Require.between("errorCodes", codes.size(), 0, MOST_CODES);
    codes.keySet().forEach(code -> Require.matching("errorCodes", code, DIGITS, "digits"));
  }

  /** A client with the defaults for everything else. */
  public PlayStationClient(String clientId, Secret clientSecret) {
    this(
        clientId,
        clientSecret,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ClientAuthentication authentication() {
    return request -> withHeaders(request.basic(clientId, clientSecret));
  }

  ApiRequest withHeaders(ApiRequest request) {
    headers.ifPresent(all -> all.forEach((name, value) -> request.header(name, value.reveal())));
    return request;
  }

  Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    fields.put("redirect_uri", redirectUri.orElse("orbis://games"));
    scope.ifPresent(words -> fields.put("scope", words));
    return fields;
  }

  Optional<Meaning> meaningOf(String errorCode) {
    return errorCodes.map(codes -> codes.get(errorCode));
  }
}
