// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

/** An answer that says no, in the service's own words. */
final class ServiceError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  ServiceError(int status, String type, String message) {
    super(message, null, false, false); // an answer, not a failure: nobody reads its trace
    this.status = status;
    this.type = type;
  }

  static ServiceError of(String type, String message) {
    return new ServiceError(400, type, message);
  }

  static ServiceError notAuthorized(String message) {
    return of("NotAuthorizedException", message);
  }

  static ServiceError invalidParameter(String message) {
    return of("InvalidParameterException", message);
  }

  static ServiceError notFound(String message) {
    return of("ResourceNotFoundException", message);
  }

  /** The one answer to a wrong password, a wrong proof, and everything that shall look alike. */
  static ServiceError wrongCredentials() {
    return notAuthorized("Incorrect username or password.");
  }

  static ServiceError unreadable(String message) {
    return of("SerializationException", message);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
