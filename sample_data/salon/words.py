"""Names of made-up people, from the many places that people in Bristol come from; short notes."""

from sample_data.shared.register import split_names

FIRST_NAMES = split_names(
    """
    Abbie Adaeze Aisling Alun Amira Anjali Anwen Arthur Ayesha Barnaby Beatrice Becca Bethan Bilal
    Bridget Callum Carol Catrin Cerys Chantelle Charlie Chidi Claire Clement Connor Cora Daisy
    Damian Daniel Danuta Debbie Deepika Dominic Doreen Ebony Edie Eifion Eleri Ellis Elsie Emma
    Esme Ewa Fatou Femi Ffion Finlay Florence Gareth Gemma George Georgia Gethin Gillian Glenys
    Grant Gurpreet Gwen Harriet Harry Hattie Heather Helen Henrietta Hugh Iain Ibrahim Iris Isla
    Jack Jade Jago Jamila Jane Janusz Jasmine Jenna Jess Joan Joe Jonah Josie Joy Jude Julie Kate
    Kayleigh Keira Kelechi Kit Kofi Kwame Laura Leila Lewis Liam Linda Lottie Lowri Lucy Lynne Mabel
    Maeve Magda Maisie Malcolm Mared Marek Martha Max Megan Mehmet Mo Molly Morwenna Nadia Nathan
    Nell Niamh Nick Noor Oliver Olwen Oona Pam Patience Patsy Phil Polly Pooja Rachel Rahul Ravi
    Reece Rosie Ruby Ruth Ryan Sadiq Sally Samira Sanjeev Sarah Sian Sinead Stan Steph Sue Suki
    Tamsin Tasha Tegan Theo Tilly Toby Tom Tracey Una Usha Verity Vikram Wendy Wilf Yasmin Yusra
    Zara Zofia
    """
)

LAST_NAMES = split_names(
    """
    Abara Adeyinka Ahmed Akhtar Allsop Appiah Ashworth Atwood Bailey Banerjee Barrow Begum Bell
    Bevan Bishop Blackwell Boateng Bowen Bright Broad Brown Cadogan Carew Carter Chandra Chapman
    Clarke Cole Collins Cooke Cottrell Coulter Cox Crane Daly Davies Dawson Dean Desai Dhillon
    Drummond Duffy Dunne Eastwood Edwards Ellis Evans Farr Farrell Fernando Fisher Fletcher Flynn
    Foster Francis Frost Fry Gale Gallagher Garland Gibbs Gill Gomes Goodwin Gough Grabowska Grant
    Greenaway Griffiths Haddon Hale Hall Hancock Hardy Harris Hassan Hayward Heath Henshaw Hewitt
    Hobbs Holloway Hooper Howells Hughes Hussain Iqbal Jabbar James Jarvis Jenkins Jones Joshi
    Kaminski Kaur Keane Kelly Kendall Khan King Kirby Knapp Kowalczyk Lacey Lamb Lawson Lewis
    Lloyd Lovell Mahmood Marsh Martins Mason Mellor Mensah Mistry Morgan Morris Moyle Nash Nowak
    Nkemelu Oakley Obi Osborne Owens Padgett Palmer Parfitt Parry Patel Pearce Penrose Phillips
    Pope Powell Pugh Quigley Rahim Redmond Rees Reid Richards Rowe Rutter Ryder Sandhu Saunders
    Sayer Shah Sharma Sheppard Silva Slade Small Sokolowski Spencer Stokes Sweet Tanner Tate
    Thomas Toor Trott Tucker Udo Vaughan Vowles Wade Walsh Ward Warsame Watkins Webb Weeks Whelan
    White Wilkes Williams Winter Woodruff Wyatt Yeo Yilmaz Young
    """
)

BOOKING_NOTES = (
    "Patch test booked in for Tuesday",
    "Wants to go shorter this time, bringing a picture",
    "Running from work, may be five minutes late",
    "Sensitive scalp, no menthol please",
    "Growing out the fringe",
    "Wedding on the Saturday!",
    "Please no small talk, it is exam season",
    "Has a pram, chair by the window",
    "Allergic to PPD, use the other range",
    "First time here, recommended by her sister",
    "Would like the same as in the photo from June",
    "Gift voucher",
)

TILL_NOTES = ("staff price", "paid half cash", "price match, see Nia", "bag for a present")
