// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import io.github.gameauth.token.Rejection;

/** What a developer may look at first when a token of theirs is rejected. */
final class Advice {
  private Advice() {}

  static String on(Rejection rejection, String profile) {
    return switch (rejection.reason()) {
      case MALFORMED ->
          "Is it the token and nothing else, without \"Bearer\", quotes or line breaks?";
      case LIMIT ->
          "Tokens of players have a few hundred characters; this one asks too much of a server.";
      case HEADER -> "Its header asks for something that tokens of players do not need.";
      case ALGORITHM ->
          "If the issuer signs with another algorithm than RS256, say --algorithm ALG.";
      case TYPE -> type(profile);
      case KEY_UNKNOWN ->
          "The keys were fetched, and none has the id that the token names. Another issuer, or a key withdrawn?";
      case KEY_UNUSABLE ->
          "The issuer publishes the key, but it is weak, damaged or meant for something else.";
      case SIGNATURE ->
          "The key is there and says no: the token was changed, or another key signed it.";
      case CLAIM -> claim(rejection.claim());
      case EXPIRED -> "Get a fresh one. If it is fresh, compare the clocks.";
      case NOT_YET_VALID -> "Wait, or compare the clocks.";
      default -> "The token was good once and is not any more.";
    };
  }

  private static String type(String profile) {
    return switch (profile) {
      case "jwt", "id" ->
          "--profile "
              + profile
              + " wants typ JWT or none; an access token may want --profile access.";
      default ->
          "--profile "
              + profile
              + " wants typ at+jwt; many issuers send JWT or none: --profile jwt.";
    };
  }

  private static String claim(String name) {
    return switch (name) {
      case "iss" -> "It is compared letter by letter: a slash more at the end is another issuer.";
      case "aud" -> "An access token often names an API in aud, an id token the client.";
      case "exp" -> "Tokens may live for 24 hours at most; exp counts seconds, not milliseconds.";
      case "iat" -> "Compare the clocks; iat counts seconds, not milliseconds.";
      default -> "The profile asks for this claim; another --profile may be meant.";
    };
  }
}
