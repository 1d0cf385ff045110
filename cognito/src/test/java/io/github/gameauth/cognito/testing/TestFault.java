// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Duration;

/**
 * What goes wrong with one call. Those that are <em>lost</em> or <em>cut</em> come after the work
 * was done: the server's state has changed, and only the answer is missing. All others come before
 * any work.
 */
public final class TestFault {
  enum Kind {
    HANG,
    RESET,
    ANSWER,
    LOST,
    CUT
  }

  private final Kind kind;
  private final int status;
  private final String mediaType;
  private final String body;
  private final String errorType;
  private final String retryAfter;

  private TestFault(
      Kind kind, int status, String mediaType, String body, String errorType, String retryAfter) {
    this.kind = kind;
    this.status = status;
    this.mediaType = mediaType;
    this.body = body;
    this.errorType = errorType;
    this.retryAfter = retryAfter;
  }

  private static TestFault of(Kind kind) {
    return new TestFault(kind, 0, "", "", "", "");
  }

  /** The server takes the request and says nothing until it is closed. */
  public static TestFault hang() {
    return of(Kind.HANG);
  }

  /** The connection ends before any work and without an answer. */
  public static TestFault reset() {
    return of(Kind.RESET);
  }

  /** The work is done, then the connection ends without an answer. */
  public static TestFault answerLost() {
    return of(Kind.LOST);
  }

  /** The work is done, and the connection ends in the middle of the answer. */
  public static TestFault answerCut() {
    return of(Kind.CUT);
  }

  /** Status 200 with JSON that stops in the middle, under a length that pretends it is whole. */
  public static TestFault truncatedJson() {
    return answer(200, "{\"AuthenticationResult\":{\"AccessToken\":\"ey");
  }

  /** Status 429, {@code TooManyRequestsException}. */
  public static TestFault tooManyRequests() {
    return refusal(429, "TooManyRequestsException", "Rate exceeded");
  }

  /** Status 429 that names how long to wait, in whole seconds. */
  public static TestFault tooManyRequests(Duration retryAfter) {
    TestFault plain = tooManyRequests();
    return new TestFault(
        plain.kind,
        plain.status,
        plain.mediaType,
        plain.body,
        plain.errorType,
        Long.toString(retryAfter.toSeconds()));
  }

  /** Status 500 with a type that nobody knows. */
  public static TestFault unknownServerError() {
    return refusal(500, "com.example#StrangeTroubleException:http://127.0.0.1/", "Try later.");
  }

  /** Status 403 with a page of HTML, as a firewall in front of the pool answers. */
  public static TestFault htmlForbidden() {
    return new TestFault(
        Kind.ANSWER,
        403,
        "text/html",
        "<html><head><title>403 Forbidden</title></head><body>Forbidden</body></html>",
        "",
        "");
  }

  /**
   * A refusal of any type.
   *
   * @param status the HTTP status; the real service uses 400 for nearly all
   * @param type as in {@code NotAuthorizedException}
   * @param message the sentence beside it
   */
  public static TestFault refusal(int status, String type, String message) {
    return new TestFault(
        Kind.ANSWER,
        status,
        AwsJsonServer.MEDIA_TYPE,
        Json.object().put("__type", type).put("message", message).toString(),
        type,
        "");
  }

  /** Any answer, word by word: a challenge that nobody knows, for one. */
  public static TestFault answer(int status, String json) {
    return new TestFault(Kind.ANSWER, status, AwsJsonServer.MEDIA_TYPE, json, "", "");
  }

  Kind kind() {
    return kind;
  }

  int status() {
    return status;
  }

  String mediaType() {
    return mediaType;
  }

  String body() {
    return body;
  }

  String errorType() {
    return errorType;
  }

  String retryAfter() {
    return retryAfter;
  }

  /** Its kind. */
  @Override
  public String toString() {
    return kind == Kind.ANSWER ? "ANSWER " + status : kind.name();
  }
}
