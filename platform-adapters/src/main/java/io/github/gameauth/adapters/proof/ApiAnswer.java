// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.upstream.HttpAnswer;
import java.util.List;
import java.util.Optional;

/**
 * A platform's answer: a status other than 3xx, 429 and 5xx, and a body that is JSON whenever the
 * status is 2xx. What a 4xx means is the adapter's to say; for those that it does not expect there
 * is {@link PlatformApi#unexpected}.
 *
 * <p>Safe to share; prints its status and nothing else.
 */
public final class ApiAnswer {
  private final HttpAnswer answer;
  private final Optional<JsonNode> body;

  ApiAnswer(HttpAnswer answer) {
    this.answer = answer;
    this.body = StrictAnswers.read(answer.body());
  }

  /** The HTTP status. */
  public int status() {
    return answer.status();
  }

  /** Whether the status is 200; other kinds of success are no answer to our questions. */
  public boolean isOk() {
    return status() == 200;
  }

  /** The header of that name, whatever its case. */
  public Optional<String> header(String name) {
    return answer.header(name);
  }

  /** The body, which must be a JSON object. */
  public ApiJson json() throws NotProvedException {
    return maybeJson().orElseThrow(NotProvedException::outage);
  }

  /** The body if it is a JSON object; an error may as well come as HTML or not at all. */
  public Optional<ApiJson> maybeJson() {
    return body.filter(JsonNode::isObject).map(ApiJson::new);
  }

  /** The body, which must be a list of JSON objects. */
  public List<ApiJson> jsonList() throws NotProvedException {
    return ApiJson.objects(body.orElseThrow(NotProvedException::outage));
  }

  boolean isSensible() {
    return status() >= 300 || body.isPresent();
  }

  /** Its status. */
  @Override
  public String toString() {
    return "ApiAnswer(" + status() + ")";
  }
}
