// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import java.util.HashMap;
import java.util.Map;

/**
 * What a platform answers to a good credential, and what its other statuses mean.
 *
 * @param url where, without a query
 * @param body the JSON
 * @param keySet whether it is a key set, which core reads
 * @param spending whether asking spends a credential, so that it must not be asked twice
 * @param meanings what statuses mean: the name of a reason or cause
 */
public record Answer(
    String url, String body, boolean keySet, boolean spending, Map<Integer, String> meanings) {
  /** Copies the meanings. */
  public Answer {
    meanings = Map.copyOf(meanings);
  }

  /** The answer of a web API, where 4xx means that we are misconfigured unless said otherwise. */
  public static Answer of(String url, String json) {
    return new Answer(url, json, false, false, Map.of());
  }

  /** A key set. */
  public static Answer keySet(String url, String json) {
    return new Answer(url, json, true, false, Map.of());
  }

  /** The same where asking spends a credential, as a code does. */
  public Answer spendsCredential() {
    return new Answer(url, body, keySet, true, meanings);
  }

  /** The same with a meaning for a status. */
  public Answer means(int status, String meaning) {
    Map<Integer, String> more = new HashMap<>(meanings);
    more.put(status, meaning);
    return new Answer(url, body, keySet, spending, more);
  }

  /** What a status other than 200 and 429 means. */
  String meaningOf(int status) {
    String usual = status >= 500 || keySet ? "OUTAGE" : "MISCONFIGURED";
    return meanings.getOrDefault(status, usual);
  }
}
