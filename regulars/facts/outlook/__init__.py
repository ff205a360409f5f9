"""Will they come back? Models of visits, learnt from the shop's own past, and their proof.

It may read visits in ``facts``, write the outlook and the weights of the days ahead, and no more.
"""
