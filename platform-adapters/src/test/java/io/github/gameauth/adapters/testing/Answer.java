// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import java.util.HashMap;
import java.util.Map;

/**
 * What a platform answers to a good credential, and what its other statuses mean.
 *
 * @param url where, without a query
 * @param body the text
 * @param kind what the text is
 * @param spending whether asking spends a credential, so that it must not be asked twice
 * @param meanings what statuses mean: the name of a reason or cause
 */
public record Answer(
    String url, String body, Kind kind, boolean spending, Map<Integer, String> meanings) {
  /** What an answer is. */
  public enum Kind {
    /** JSON of a web API. */
    JSON,
    /** A key set, which core reads: whatever goes wrong with it is an outage. */
    KEY_SET,
    /** A file that is no JSON, such as a certificate in PEM. */
    FILE
  }

  /** Copies the meanings. */
  public Answer {
    meanings = Map.copyOf(meanings);
  }

  /** The answer of a web API, where 4xx means that we are misconfigured unless said otherwise. */
  public static Answer of(String url, String json) {
    return new Answer(url, json, Kind.JSON, false, Map.of());
  }

  /** A key set. */
  public static Answer keySet(String url, String json) {
    return new Answer(url, json, Kind.KEY_SET, false, Map.of());
  }

  /** A file, where 4xx is an outage unless said otherwise. */
  public static Answer file(String url, String text) {
    return new Answer(url, text, Kind.FILE, false, Map.of());
  }

  /** The same where asking spends a credential, as a code does. */
  public Answer spendsCredential() {
    return new Answer(url, body, kind, true, meanings);
  }

  /** The same with a meaning for a status. */
  public Answer means(int status, String meaning) {
    Map<Integer, String> more = new HashMap<>(meanings);
    more.put(status, meaning);
    return new Answer(url, body, kind, spending, more);
  }

  boolean isKeySet() {
    return kind == Kind.KEY_SET;
  }

  /** What a status other than 200 and 429 means. */
  String meaningOf(int status) {
    String usual = status >= 500 || kind != Kind.JSON ? "OUTAGE" : "MISCONFIGURED";
    return meanings.getOrDefault(status, usual);
  }
}
