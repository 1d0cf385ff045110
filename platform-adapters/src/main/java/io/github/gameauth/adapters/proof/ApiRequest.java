// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question to a platform, made for one call. Every value is encoded here, once; none is ever
 * printed, secret or not. The address is a constant of the adapter: nothing in a credential chooses
 * it.
 *
 * <pre>{@code
 * ApiRequest.get("https://partner.steam-api.com/ISteamUser/CheckAppOwnership/v4/")
 *     .query("key", settings.publisherKey())
 *     .query("appid", "480")
 *     .repeatable()
 * }</pre>
 *
 * <p>Not safe to share.
 */
public final class ApiRequest {
  enum Kind {
    GET,
    FORM,
    JSON
  }

  private final Kind kind;
  private final StringBuilder address;
  private final Map<String, String> form = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String json = "";
  private boolean queried;
  private boolean repeatable;

  private ApiRequest(Kind kind, String address) {
    this.kind = kind;
    this.address = new StringBuilder(address);
    this.queried = address.indexOf('?') >= 0;
  }

  /** Gets. */
  public static ApiRequest get(String address) {
    return new ApiRequest(Kind.GET, address);
  }

  /** Posts a form; its fields are said by {@link #form}. */
  public static ApiRequest post(String address) {
    return new ApiRequest(Kind.FORM, address);
  }

  /** Posts a JSON text. */
  public static ApiRequest postJson(String address, String json) {
    ApiRequest request = new ApiRequest(Kind.JSON, address);
    request.json = json;
    return request;
  }

  /**
   * Adds a part to the path, for ids out of settings or proven ones; before any query.
   *
   * @throws IllegalArgumentException if it is empty or would lead elsewhere
   */
  public ApiRequest segment(String segment) {
    if (queried || segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException("segment: empty, dots, or late (expected: an id)");
    }
    if (address.charAt(address.length() - 1) != '/') {
      address.append('/');
    }
    address.append(encoded(segment));
    return this;
  }

  /** Adds a query parameter. */
  public ApiRequest query(String name, String value) {
    address.append(queried ? '&' : '?').append(encoded(name)).append('=').append(encoded(value));
    queried = true;
    return this;
  }

  /** Adds a secret query parameter. */
  public ApiRequest query(String name, Secret value) {
    return query(name, value.reveal());
  }

  /** Sets a field of the form. */
  public ApiRequest form(String name, String value) {
    form.put(name, value);
    return this;
  }

  /** Sets a secret field of the form. */
  public ApiRequest form(String name, Secret value) {
    return form(name, value.reveal());
  }

  /** Sets a header. One that cannot be sent makes the credential invalid. */
  public ApiRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Sets {@code Authorization: Bearer …}. */
  public ApiRequest bearer(Secret token) {
    return header("Authorization", "Bearer " + token.reveal());
  }

  /** Sets {@code Authorization: Basic …} (RFC 7617; both parts encoded as RFC 6749 §2.3.1 asks). */
  public ApiRequest basic(String user, Secret password) {
    String both = encodedAsForm(user) + ":" + encodedAsForm(password.reveal());
    return header(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
  }

  /**
   * Says that asking twice does no harm, so that a GET may be tried again within the same call
   * after a failure that may pass. Not for anything that spends a credential.
   */
  public ApiRequest repeatable() {
    this.repeatable = true;
    return this;
  }

  Kind kind() {
    return kind;
  }

  URI uri() {
    return URI.create(address.toString());
  }

  Map<String, String> form() {
    return form;
  }

  Map<String, String> headers() {
    return headers;
  }

  String json() {
    return json;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  /** Whether every header consists of what a header may. */
  boolean isSendable() {
    return headers.values().stream()
        .allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c < 0x7f));
  }

  private static String encoded(String text) {
    return encodedAsForm(text).replace("+", "%20");
  }

  private static String encodedAsForm(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** How it asks, and whom. */
  @Override
  public String toString() {
    @Nullable String host = uri().getHost();
    return "ApiRequest(" + kind + " " + host + ")";
  }
}
