// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.upstream.HttpAnswer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error as the service told it. The message is a stranger's text: it is looked at, and never
 * shown.
 *
 * @param status the HTTP status, which says less than the type
 * @param type the name without namespace and address; empty if there is none
 * @param message empty if there is none
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1</a>
 */
record AwsError(int status, String type, String message) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,99}");

  /** Reads the headers first and then the body, which may be missing, HTML or anything else. */
  static AwsError of(HttpAnswer answer) {
    Optional<JsonNode> body = WireJson.object(answer.body());
    String type =
        first(
            answer.header("x-amzn-errortype").map(AwsError::name),
            member(body, "__type").map(AwsError::name),
            member(body, "code").map(AwsError::name));
    String message =
        first(
            member(body, "message"),
            member(body, "Message"),
            member(body, "errorMessage"),
            answer.header("x-amzn-errormessage"));
    return new AwsError(answer.status(), type, message);
  }

  /** Without an address behind a colon, and without a namespace before a hash. */
  private static String name(String value) {
    int colon = value.indexOf(':');
    String cut = colon < 0 ? value : value.substring(0, colon);
    String name = cut.substring(cut.indexOf('#') + 1).trim();
    return NAME.matcher(name).matches() ? name : "";
  }

  private static Optional<String> member(Optional<JsonNode> body, String name) {
    return body.map(object -> object.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  @SafeVarargs
  private static String first(Optional<String>... candidates) {
    for (Optional<String> candidate : candidates) {
      if (candidate.isPresent() && !candidate.get().isEmpty()) {
        return candidate.get();
      }
    }
    return "";
  }

  /** Status and type. */
  @Override
  public String toString() {
    return "AwsError(" + status + ", " + type + ")";
  }
}
