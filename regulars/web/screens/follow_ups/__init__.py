"""The Follow-ups screen: complaints to answer, praise to pass on, and what answering does."""
