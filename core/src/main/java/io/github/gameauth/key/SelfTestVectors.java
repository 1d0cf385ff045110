// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Genuine signatures over one text, in base64url, with the public keys that they fit. Made for this
 * class with the JDK's providers; the private keys were thrown away.
 */
final class SelfTestVectors {
  static final byte[] TEXT =
      "GameAuth asks whether this provider can tell a signature from a forgery".getBytes(US_ASCII);

  static final String RSA_MODULUS =
      "j049NQTdu5W5LbiEvnWRin94_DfZ8Az_aYxxZaV74NAuu7FSgmCmxeyD7bMa3JESNbu1aOxHIDdWQFCxumvjAJ"
          + "xu6uM_4KQBP1OOeAp6kCKvtgbJigNlJn9f19AJW1bQJSDoknKkLbsVbcICDDpS58LGW_RckegpCgdBJpOj7Yuw"
          + "XfFubV5m_6W8DMr6nPQJ_gTXePLmrSaftllv749K9vqeS1kQiPjobv2X1nje3BvjCbQ-wqCXupITkLQHwuvocg"
          + "0n3zA5rZsJMfiowY3a9BwJ8CJIRcvtMNxjh72Cq2jGjXkNTm9_osRhehHmV15HKAMYPy5zD44WT0F8aaWwDQ";

  static final String RS256 =
      "JtzVnmuINmwRT2MuGkmmh012j9WlGA8CRPaqHnIi5PCeTy2PXEP7DKFRS2gF1pjvCG4_4OM6ZSXbpNDX0lWuSd"
          + "AcC0MTS6gfiUWu8iQf0q9djlWqz02cQbdYUusoPtqVOkC4e5KaZnvSdg7IoYZSIS0pzc3R84f0K0LxMM-8GemG"
          + "rdnyR1Xj4zbyZZulkyR3UB91bfwhWL8d50ohlGNdACvMnZGvwG982R6JeQKotjpRhSPke46S-pIun-uHli5IN3"
          + "lAIiA0QHmnfrQNK59jE4iieUMphLiJgxQqqPOMcfDdR1LMSVp4A0peZYsTF3cob42diFm9LjcZ-2rxVs8nNA";

  static final String RS384 =
      "bxQkr99fKJek1zoGoIiF6sxWu00rbcja6-kGZV-QkwZzsR_T3iF77mTUAuGN-pExb_X6gQsx5TPjSXB5s6XAy9"
          + "aZstc69WY75wM8BTYPQBU0b9c_MUikb6S-fadfLvk5d61oabfVKCEJcp7_YSE1Oe0WHXS-GubFpJ54xItP4eB_"
          + "mKdiRAtRy0cwyDwetpKu27NSMUNBfbaTfb02ctvgXg7dx87NaIfvyPRxb6BtWOY7JV78x3lvtt9Og0NV5UlN-c"
          + "6wTExbnpYgRTilb5hwaryoCbo_Pk_5tcAH1KB4U8I6AVqMjxCab6Hfsvc_fMy_fZen8DSQCWulwGCU6yDXRg";

  static final String RS512 =
      "FWUmrScX3JDceqjE6QvmAiso8kMgzFcWLHy66Ge6cvDBtnRqjcKd1LpdvutWRyx_fvpjuu81aOwlEED-O_GH-s"
          + "tpRKI5zhxazd7L1bSfErEmvnzc-wIXzwljBFZNE1aigRK9_5o1LZNW5SONOYv1WHzy8okZBvAcgvoVj9wQeTP3"
          + "o5jX6rRMvamLl1OW3wYI22mKWJ8LC7qCPxD22pfl4OSHINdZIIKwVBddbFSayatpF8VQlkMPDjsP6cUljZ2vhT"
          + "DZHt4d5_qOPfKXurl6pChfS0Uokzxgj_DjuWL-r3yOU8N7ifnINJTgPROXD0iDHHWUxVKYvFM77HYt4sysqQ";

  static final String PS256 =
      "EQYhmXK5uwR6BAzZ3ORgS71qOIosYk_zNHZCb2s4edJcq9IXxrYwMaeYx6vMhlrc3iV2ZTt05qTB4jW7CyfZtd"
          + "W6tIWLJB9Y8ifrYN5s8KUncxGG5D77H8oqze-dBqnr7g9pN1pZHg4MzkBKjAuO2NMoLZN07AVv3gJmIayvVNTd"
          + "gKOE9F7jIPlXHGWIgw_35supz6MpGHXAEhNcfOZFZUsCDNrdRIG_dHg-Yr7WYcLaIrZWiwFmA0OoqUSsbjAQoi"
          + "jUioWAyeQ8jRFZ4HqVlsjXpN1Xblgkk6jb12F-ILOFA8cPpmagA288Toq_2n9O5fj6dYAqMXlJqBkgHG5s3g";

  static final String PS384 =
      "RJZy-4X-gTNno4sm32L8o3d2rSeFMmWL8ztnKJbFG096pO2yw_LXhJT1EeXixoIuqUZ9_YS0_n_yt_Y1cXzytY"
          + "aDhSRe3PYB5rUdyf5Fuh4OESem739kk8RX89J_hn0PK16HZvuqW9vQLF4uq8SU19Tkq0iZ4lyDMBC-h1O_6dmo"
          + "Dbj85qXxPEsh7jObUAYWtMTHb4r_440SPP8ircSSDx2EwjQyVoGB5Cu2Sxmp8Rmic1wEvpubqilEs7_Rbd89Ri"
          + "PPFZ72oBRBhigkhDJajCggw5mGUy93xLoPY9AlVoY2dg7x_unBKhgVJEI8iv7rjnppAHYuSEZKnki38Gto4Q";

  static final String PS512 =
      "W9L4awUyNAayHu_QQtugj3wRBLFndACzdgyc4xyI7FGmjY6HvPG11jJs3vtk9iTEPU8ZIdTeq0bc6k8YJQQ5E-"
          + "nciFBl550qC8HCdHhSV8VQAvupQwOrDbupBJy96K7J5gh0EyViwMwbvsDgQA2Tjeq6VJ81CLenD_9HGu5pfJwl"
          + "NWGOu3kHVnFGB6OJrNYz6muls89lfD-2PcvnNmegQ6VgT78-u0uvDzQwe3mrVYb1ySQ3EZFGq1zNVVtcGckp0-"
          + "-sfk0ZKRjFMrY9jrOzXmomlxdTRdwm7UqB1cavt4yBiSuyZ0NcDezzTskNQltgbtRk-EX_gK_ji5agZTiXfg";

  /** By the key's owner, but with eight octets of padding and random ones behind the hash. */
  static final String RS256_SHORT_PADDING =
      "U2FJyyIvbZdz-xJIKsQFQkZwyM3bhUyHCxidYNHG70KLxkYKzhTL16THYBEICbrCZXo4xP93olisWWBKsSPXx4"
          + "AALqG0jVMzhAvmQMxTBqe7al0daOC2K_oBdQ8sscpPpNCNl-IOxfvqtopCQIiZp1oBXmZggmwDeRZHOqkWLUCe"
          + "XRq1hf0CT2VNfBnDJMZ7V6Bv3g-VYs202z81OHGf-OXBcBV35IIhcfuYMk6pyIiBu1aJdZ8df6YW0tokQ1wmdt"
          + "LEITthU9L70jhsY0mrU5YVCn2cWs0uigz7bGNFA_Up2MY3Pm7klY3Ofb05bH9zeSqIJ9GGdP-cq-DE15wAAQ";

  /** By the key's owner, but the hash stands there without saying which it is. */
  static final String RS256_BARE_HASH =
      "VvcJ56BuDJFbaS-5lY4mVb0fYrWat_hx3LvPa5ALLeQeu2DZb7BN5fb76PDrCCN6ra4sMpvSUXdjx7jZxPc0zn"
          + "c68YtmLrIFBch_O9glAMyGTdLLhvQ0d4D6nHqR70GFV3_f31tdVgVl50uh_kr9wCwdplXs6IbP3jbkFrsoLzI3"
          + "HbQJSPyvzgsqTCsH_CeoV2hdjOnaYhzmw7X3RtDXLECyVtJ7wbuZQ-2h-95K5RzmHSxZaizRKaTumQZJ4fuUQq"
          + "W18CsTHVD07dkOkAoI7v_8I47wvN8bEorNpANVvh0nZkWI6v9HkKhzgjs2UajYnTZHWB6tjhzRP6P1TgDRgw";

  static final String ES256_X = "lExciZ6ssQM4foZbYOlQvtT89C3ldQe4L_V4lCeK-kk";

  static final String ES256_Y = "dHeWGOV2P6G5o-djyidOkQzJz0sqrT-bDdoIrdX4rug";

  static final String ES256 =
      "5_O715byd-q-AvqWyChNO_MXU2LR-4caKOvnSvEcPHcrrpzXN4HWlZSi34r-d4cidWLpDUjacY-qZY2Qdms3yw";

  static final String ES384_X = "sgqHz7seyXidFLqjf3uHzINPJ-SQtWFMPV03qf8Q9BriOVs4oB1Hfo3TNCK8-vCG";

  static final String ES384_Y = "rVun8EP8NncPAV5pDvZp3YER7_XK8iC5FAoFSjnM6vl2Q3Htfh1riuHW5hFYF441";

  static final String ES384 =
      "vCsNquyRuC2fSH_cQTrP2PLzcOcTJDdG6BVR7Vq3Jpsk-8V4miFagmM6-1aNJlpfBA-Eo2EuO224tOXiQLLJfS"
          + "fQYX0-zd5J9YCLscRqSXyoFywzHPJPXECeN3v7INog";

  static final String ES512_X =
      "AKNprLQirhuQtxZiNtmptSi2eRrf11SmCJaBaok12061ZkhmdFjywY5I9VNveoxouakTdFTnYUt7C-yJv4jc_K"
          + "5V";

  static final String ES512_Y =
      "AMD2_PNRRfSHRdiIyy-IjwqQxjzDVNlMztmrs_WKRhUrPF7xnDZNva20wkLwik1B9iiDdzG4ur1BL8PRLbgSKk"
          + "yd";

  static final String ES512 =
      "AJnApr6XOgT_eS5-a_xwNcn5M_UjemiW-58Xa_lfbdEzxxFaOeXeu3PaE29DcFcCUUxl-NmXAbeUOdoYVedXEp"
          + "9GAEI6oYg1-TQIUkqIX5azCAdku9uhGLkD5yC1yKf4DoT-lm8f-NGVaum03GSUMA_8fN6TxztryXeS6Pd7f8-i"
          + "rlCO";

  static final String ED25519_X = "GcZAuD4i6DXf9ATGfbUSP1wByFGIpcaT-OSxXV3tlj8";

  static final String EDDSA =
      "Vm0A0DVoE5scHlwTUT7EuyZLiQzgPnCvTgedEmR3R3UiU2zVgL51Y-1y6M2AKXjrwy9oSGfZB3erwNlYY0nICw";

  static final String HMAC_KEY = "rHxc5b8UnEahPbuCku5XseMYbebqznI71ndgj4Bjvk4";

  static final String HS256 = "O6jCk3scLenSZ60lfJIr1rc_To_jW-IY_v8GsGn77CI";

  private SelfTestVectors() {}

  static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  static byte[] signature(Algorithm algorithm) {
    return bytes(
        switch (algorithm) {
          case RS256 -> RS256;
          case RS384 -> RS384;
          case RS512 -> RS512;
          case PS256 -> PS256;
          case PS384 -> PS384;
          case PS512 -> PS512;
          case ES256 -> ES256;
          case ES384 -> ES384;
          case ES512 -> ES512;
          case EdDSA -> EDDSA;
          case HS256 -> HS256;
        });
  }

  static VerificationKey key(Algorithm algorithm) {
    return switch (algorithm) {
      case RS256, RS384, RS512, PS256, PS384, PS512 ->
          admitted(Map.of("kty", "RSA", "n", RSA_MODULUS, "e", "AQAB"));
      case ES256 -> admitted(curve("P-256", ES256_X, ES256_Y));
      case ES384 -> admitted(curve("P-384", ES384_X, ES384_Y));
      case ES512 -> admitted(curve("P-521", ES512_X, ES512_Y));
      case EdDSA -> admitted(Map.of("kty", "OKP", "crv", "Ed25519", "x", ED25519_X));
      case HS256 ->
          new VerificationKey(
              Optional.empty(),
              new SecretKeySpec(bytes(HMAC_KEY), "HmacSHA256"),
              Set.of(Algorithm.HS256));
    };
  }

  private static Map<String, String> curve(String name, String x, String y) {
    return Map.of("kty", "EC", "crv", name, "x", x, "y", y);
  }

  private static VerificationKey admitted(Map<String, String> jwk) {
    try {
      return new JwkAdmission(Instant.EPOCH, Set.of()).admit(JsonObject.of(jwk));
    } catch (JwkRefusedException e) {
      throw new IllegalStateException("this JVM cannot read " + jwk.get("kty") + " keys", e);
    }
  }
}
