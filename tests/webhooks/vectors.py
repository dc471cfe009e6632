"""Signature vectors: computed independently of this package, with the secret below."""

SECRET = "hrflow-test-secret"

P1 = (
    b'{"type":"profile.parsing.success","origin":"api","message":"ok?>~",'
    b'"profile":{"key":"0123456789abcdef0123456789abcdef01234567",'
    b'"source":{"key":"89abcdef0123456789abcdef0123456789abcdef"}}}'
)
P1_SHA256 = "a2871aa70582ddefc649ebe24c5d26928a156e8006c5a9e3effe6172ebdfc818"
P1_STANDARD = (
    "eyJ0eXBlIjoicHJvZmlsZS5wYXJzaW5nLnN1Y2Nlc3MiLCJvcmlnaW4iOiJhcGkiLCJtZXNzYWdlIjoib2s/Pn4iLCJw"
    "cm9maWxlIjp7ImtleSI6IjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1NjciLCJzb3VyY2UiOnsi"
    "a2V5IjoiODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZiJ9fX0="
)
P1_URL_SAFE = P1_STANDARD.replace("/", "_")
P1_UNPADDED = P1_URL_SAFE.rstrip("=")

P2 = (
    '{"type":"profile.parsing.error","origin":"web","message":"échec ÿ~ÿ?","profile":null}'
).encode()
P2_SHA256 = "6a75ef8369ca90bef5307ecb90c3c221866d28fe821f5b3444cd2b515c1a85b0"
P2_STANDARD = (
    "eyJ0eXBlIjoicHJvZmlsZS5wYXJzaW5nLmVycm9yIiwib3JpZ2luIjoid2ViIiwibWVzc2FnZSI6IsOpY2hlYyDDv37D"
    "vz8iLCJwcm9maWxlIjpudWxsfQ=="
)
P2_UNPADDED = P2_STANDARD.rstrip("=")

A1 = (
    "ZWQyN2U3NmZmODg4YzhjYTg4ZTc3OGM1OTY1NjAyNzg0YjIyMTQ2MDQwZmZlNGE1MzNlNDk2MGIwZmNlNTZlYg==."
    + P1_STANDARD
)
B1 = "7Sfnb/iIyMqI53jFllYCeEsiFGBA/+SlM+SWCw/OVus=." + P1_STANDARD
D1 = "ed27e76ff888c8ca88e778c5965602784b22146040ffe4a533e4960b0fce56eb"
D1_ARRAY = "bd93e91371bee03872b7c57c30d3a790a282da840d02d3fb1ec7167ba1db7b43"
# What one published sample computes: an HMAC over JSON that it wrote anew, and wrongly.
E1_AS_PUBLISHED = "6cb61eae4e380570e594e770fee6877f2ee5988016ce086ddd389a3584116e26"
B2 = "ZRXwRkboRGJKEfZ+QaCSceVVxZarrWYL6otR4cFWxO0=." + P2_STANDARD
D2 = "6515f04646e844624a11f67e41a09271e555c596abad660bea8b51e1c156c4ed"

# name: scheme, header value, body, payload
VALID: dict[str, tuple[str, str, bytes, bytes]] = {
    "A": ("A", A1, b"", P1),
    "A, URL-safe": ("A", A1.replace("/", "_"), b"", P1),
    "A, unpadded": ("A", A1.replace("=", ""), b"", P1),
    "B": ("B", B1, b"", P1),
    "B, URL-safe": ("B", B1.replace("/", "_").replace("+", "-"), b"", P1),
    "C, unpadded": ("C", "ammjk1z-du0QzoYvGBclFxmrA2-Hu4uG-JUm3ZOG6zk." + P1_UNPADDED, b"", P1),
    "C, padded": ("C", "iqOf1F-pblLUI40CrQfxCrf-f2CR6lJEK0AQ9PAwj-E=." + P1_URL_SAFE, b"", P1),
    "C'": ("C", "iGs8L2Trw3+f/gyL93pbxAAuS62BdEqCJF557ppibAE=." + P1_STANDARD, b"", P1),
    "D": ("D", D1, P1, P1),
    "D, array": ("D", D1_ARRAY, b"[" + P1 + b"]", b"[" + P1 + b"]"),
    "A, not ASCII": (
        "A",
        "NjUxNWYwNDY0NmU4NDQ2MjRhMTFmNjdlNDFhMDkyNzFlNTU1YzU5NmFiYWQ2NjBiZWE4YjUxZTFjMTU2YzRlZA==."
        + P2_STANDARD,
        b"",
        P2,
    ),
    "B, not ASCII": ("B", B2, b"", P2),
    "C, not ASCII": ("C", "xpCef2ioToN9G1etGdXh3vBNxL4qfcMjF5-OYiFSgBM." + P2_UNPADDED, b"", P2),
    "C', not ASCII": ("C", "ZzJjF10MK4W5nbiHqqSZbIzxMtDIsyr+1nhEpUaRloM=." + P2_STANDARD, b"", P2),
    "D, not ASCII": ("D", D2, P2, P2),
}

# Published with scheme D: secret, body, MAC.
PUBLISHED_MAC = (
    b"1234",
    b"4567",
    "9d101d2bf630748679226b767d2031634c520390ff0e926afc09bc65a05bfdb2",
)
