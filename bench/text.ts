/** A story to measure with where there are no fixtures. */
export const fallbackText = `Who Paid for the Bridge?

The county says the state did, and the state says that nobody has.

The bridge over the Quorn cost $12 million, four times what the county council was told when it voted in March 2009, according to the auditor. “Nobody kept the invoices,” Ada Hill, the auditor, said on Monday. She added that the firm, Pike & Co. of Leeds, was paid twice for the same steel.

The state closed the old bridge in 2009, forcing 3,000 people to use the ferry. Mr. Bly, a spokesman for the state, declined to comment. An official who asked not to be named said the money “was never ours to give.” The official wouldn’t say whose it was.

In June, the governor signed an executive order on bridges. That directive covers all 300 bridges in the state, as well as firms that build them. Traffic rose from 4,100 to 5,300 cars a day in 2012, the highest figure since the road was opened, a report by the Institute of Roads found.

Some are already alleging that the council knew. I don’t think we have the evidence for that. If it is so, then that raises other questions.

NEXT STORY: A ferry comes back`;
