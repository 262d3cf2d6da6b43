"""What words of the calendar mean in days: words, dates, phrases, and where each is placed. `muster.reading.dates` is its face."""
