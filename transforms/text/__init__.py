"""From bytes to articles: charset, units, datelines, dates, credits, language, sentences."""
