// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Amazon as our tests play it: its addresses and its answers. */
final class AmazonFixture {
  static final String TOKEN_INFO = "https://api.amazon.com/auth/o2/tokeninfo";
  static final String PROFILE = "https://api.amazon.com/user/profile";
  static final String EXCHANGE = "https://api.amazon.com/auth/o2/token";
  static final String CLIENT = "amzn1.application-oa2-client.0123456789abcdef";
  static final String USER = "amzn1.account.AHEXAMPLE";
  static final String TOKEN = "Atza|IQEBLjAsAhRmHjNgHpi0U-Dme37rR6CuUpSREXAMPLE";

  private AmazonFixture() {}

  static String info() {
    return info(CLIENT, "https://www.amazon.com", 3597);
  }

  static String info(String audience, String issuer, long left) {
    return """
        {"iss":"%s","user_id":"%s","aud":"%s","app_id":"amzn1.application.abcdef",
         "exp":%d,"iat":1760000000}"""
        .formatted(issuer, USER, audience, left);
  }

  static String profile(String userId) {
    return """
        {"user_id":"%s","name":"Pat Example","email":"p@example.com","postal_code":"98101"}"""
        .formatted(userId);
  }

  static String tokens() {
    return """
        {"access_token":"%s","refresh_token":"Atzr|IQEBLzAtAhRPpMJxdwVz2Nn6f2y",
         "token_type":"bearer","expires_in":3600}"""
        .formatted(TOKEN);
  }

  static String error(String error) {
    return """
        {"error":"%s","error_description":"The request has an invalid parameter",
         "request_id":"bef0c2f8-e292-4l96-8c95-8833fbd559df"}"""
        .formatted(error);
  }

  static void assertComplains(String name, Executable settings) {
    String message = assertThrows(IllegalArgumentException.class, settings).getMessage();
    assertEquals(name, message.replaceFirst(":.*", ""));
    assertEquals(true, message.matches("[\\w.]+: .* \\(expected: .*\\)"), message);
  }
}
