package capillarytest

// Executed tells how often the work of a key was really done, whatever became of the reply. A key is the external reference
// number of a redemption, the redemption id that was reversed, the number of a bill (and with "/return" or "/retro" after it
// its returns and its conversion), the code of a coupon that was redeemed, or the uniqueId of an allocation.
func (s *Server) Executed(key string) int {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	return s.org.TimesDone(key)
}

// Lock holds a customer as another action would: every write for the customer is refused with code 521 until Unlock.
func (s *Server) Lock(customerID int64) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	s.org.people.Lock(customerID)
}

// Unlock ends Lock.
func (s *Server) Unlock(customerID int64) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	s.org.people.Unlock(customerID)
}
