"""Fixed-size fingerprints of articles: tokens, MinHash, winnowed fingerprints, anchors, banding."""
